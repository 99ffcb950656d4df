"""Words so common in everyday Vietnamese that they hardly tell what a question is about.

The knowledge alone cannot tell: with a few dozen entries, "hôm nay" stands in one of them and looks rare.
"""

from bot.text.words import bare

_WORDS = """
    ai anh à ạ ấy bao bây bên bị bởi bạn bọn các cái cần càng chắc chỉ chi cho chưa chứ chừ cứ có còn cô cũng của
    cùng dạ do dù đã đang đâu đây đấy đó đều để đến đi được đừng em ở gì giờ hay hả hết hôm hơn hỏi hoặc i khi không
    kiểu kia là làm lắm lâu lên lúc luôn mà mấy mình mỗi một mọi mô mần muốn mới này nay nào nên nếu ngay nghe ngày
    nhé nhiều nhiêu như nhưng những nói nó nơi nữa ơi phải qua quá ra răng rằng rất rồi rứa sao sau sắp sẽ tại tất
    theo thấy thế thì thôi tôi tới trên trong trước từ tui tự tụi và vào vậy vẫn vì việc vô về với vừa xin xong
    xuống ý đem đưa biết bảo giúp nhờ chị chú bác hai ba bốn năm sáu bảy tám chín mười chiều sáng tối trưa tháng
    tuần mai nãy lần chỗ người nhà cháu con bà ông dì dượng cậu mợ thím o mệ bố mẹ má cha thầy bu bầm u cụ tía nội
    ngoại nhau khác
"""
_COMMON = frozenset(form for word in _WORDS.split() for form in (word, bare(word)))


def is_common(word: str) -> bool:
    """Whether the word, as typed, is one of these, with its accents or with none."""
    return word in _COMMON
