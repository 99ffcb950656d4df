"""What an explanation tells is what the search reckoned: the parts add up to the scores that were used."""

import pytest
from fictional_library import library
from hypothesis import given
from hypothesis import strategies as st

from bot.search import Aspect
from bot.search.confidence import doubt
from bot.search.corpus import features, marked, places_of
from bot.search.explaining import Explained, Role, explained, words_read

LIBRARY = library()
QUESTIONS = [
    "đăng ký khai sinh",
    "vo toi moi sinh em be, lam giay khai sinh the nao",
    "cho tôi hỏi đăng kí kết hông cần giấy tờ gì ạ",
    "hộ khẩu",
    "mua vé xem bóng đá",
    "nộp hồ sơ qua mạng",
    "mất căn cước làm lại bao nhiêu tiền",
    "khai sinh khai sinh khai",
]
_words = st.sampled_from([*" ".join(QUESTIONS).split(), "xyz", "dang", "phí", "lại", "2"])
texts = st.sampled_from(QUESTIONS) | st.lists(_words, max_size=12).map(" ".join)


def why(text: str) -> Explained:
    question = LIBRARY.read(text)
    return explained(question, LIBRARY.find(question), LIBRARY)


@given(texts)
def test_what_the_words_add_is_the_likelihood_that_was_used(text: str) -> None:
    for candidate in why(text).candidates:
        if candidate.words:
            assert sum(part.adds for part in candidate.words) == pytest.approx(candidate.hit.measures.above, abs=1e-4)


@given(texts)
def test_what_the_measures_add_less_the_doubt_is_the_score_that_was_used(text: str) -> None:
    told = why(text)
    for candidate in told.candidates:
        if candidate.measures:
            assert sum(part.adds for part in candidate.measures) - told.doubt == pytest.approx(candidate.hit.logit)


@given(texts)
def test_the_doubt_is_that_of_what_is_beyond(text: str) -> None:
    told = why(text)
    assert told.doubt == doubt(told.beyond)


@given(texts)
def test_the_five_likeliest_are_told_best_first(text: str) -> None:
    found = LIBRARY.find(LIBRARY.read(text))
    logits = [candidate.hit.logit for candidate in why(text).candidates]
    assert logits == sorted((hit.logit for hit in (*found.hits, *found.families)), reverse=True)[:5]


@given(texts)
def test_every_word_is_told_in_its_order(text: str) -> None:
    question = LIBRARY.read(text)
    assert tuple(word.word for word in words_read(question, LIBRARY)) == question.words


@given(texts)
def test_every_feature_is_of_a_word(text: str) -> None:
    words = marked(text, LIBRARY.lexicon)
    assert set(places_of(words)) == set(features(words))


def test_fillers_aspects_and_what_is_looked_for_are_told_apart() -> None:
    told = why("cho tôi hỏi khai sinh bao nhiêu tiền")
    roles = {word.word: word.role for word in told.words}
    assert roles["khai"] is not Role.FILLER
    assert roles["tiền"] is Role.ASPECT
    assert {word.aspect for word in told.words if word.role is Role.ASPECT} == {Aspect.FEE}
    assert told.aspects == (Aspect.FEE,)


def test_a_filler_weighs_nothing_and_the_rest_does() -> None:
    for word in why("cho tôi hỏi phí đăng ký khai sinh ạ").words:
        assert (word.weight > 0) == (word.role is not Role.FILLER)


def test_a_misspelt_word_tells_what_it_was_taken_for() -> None:
    (word,) = [word for word in why("đăng ký khai sihn").words if word.word == "sihn"]
    assert "sinh" in word.taken_for


def test_the_phrase_that_the_question_is_most_like_is_as_the_knowledge_has_it() -> None:
    best = why("dang ky khai sinh nhe").candidates[0]
    assert (best.hit.id, best.phrase) == ("1.001193", "Đăng ký khai sinh")


def test_what_is_named_by_its_code_has_no_parts() -> None:
    (named,) = why("1.001193").candidates
    assert (named.words, named.measures, named.phrase) == ((), (), "")


def test_where_nothing_was_looked_for_the_words_alone_are_told() -> None:
    told = explained(LIBRARY.read("đăng ký khai sinh"), None, LIBRARY)
    assert len(told.words) == 4
    assert (told.candidates, told.beyond_phrase) == ((), "")
