// Sends messages without leaving the page. Without this script the same forms work, each answer being a page.
"use strict";

(() => {
  const log = document.getElementById("tro-chuyen");
  const composer = document.getElementById("viet");
  const field = document.getElementById("cau-hoi");
  const waiting = document.getElementById("dang-cho");
  if (!log || !window.fetch || !window.AbortController) return;

  const PATIENCE_MS = 20000;
  const ADDRESS = /https:\/\/[^\s<>"'«»“”]+/g;
  const CLOSING = /[.,;:!?…)\]}]+$/;
  const UNREACHABLE = "Tôi chưa nhận được tin nhắn của bạn. Bạn xem lại mạng rồi bấm Gửi lại nhé.";
  let busy = false;

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  // Random, so that a message which is sent again is known again. Not randomUUID: it is missing over plain http.
  function newMessage() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function anchor(url, label) {
    const link = element("a", { href: url, rel: "noopener noreferrer", textContent: label });
    if (link.host !== location.host) link.target = "_blank";
    return link;
  }

  // The text with its https addresses as links; the same rules as in links.py.
  function linked(text) {
    const pieces = [];
    let done = 0;
    for (const found of text.matchAll(ADDRESS)) {
      const url = found[0].replace(CLOSING, "");
      if (!url.slice("https://".length)) continue;
      pieces.push(text.slice(done, found.index), anchor(url, url));
      done = found.index + url.length;
    }
    return [...pieces, text.slice(done)];
  }

  function bubble(kind, speaker, ...children) {
    const who = element("p", { className: "hidden", textContent: speaker });
    return element("div", { className: "message " + kind, tabIndex: -1 }, who, ...children);
  }

  function words(...children) {
    return element("p", { className: "text" }, ...children);
  }

  function ownMessage(text) {
    return bubble("own", "Bạn:", words(text));
  }

  function choiceList(choices) {
    const items = choices.map((choice, index) => {
      const button = element("button", { type: "button", textContent: index + 1 + ". " + choice.label });
      button.addEventListener("click", () => ask(choice.label, choice.value));
      return element("li", {}, button);
    });
    const list = element("ul", { className: "choices" }, ...items);
    list.setAttribute("aria-label", "Bạn có thể chọn");
    return list;
  }

  function botMessage(reply) {
    const parts = [];
    if (reply.heading) parts.push(element("h2", { textContent: reply.heading }));
    parts.push(...reply.text.split("\n\n").map((paragraph) => words(...linked(paragraph))));
    if (reply.links.length) {
      const items = reply.links.map((link) => element("li", {}, anchor(link.url, link.label)));
      parts.push(element("ul", { className: "links" }, ...items));
    }
    if (reply.choices.length) parts.push(choiceList(reply.choices));
    return bubble("bot", "Máy trả lời:", ...parts);
  }

  function trouble(sentence, again) {
    const button = element("button", { type: "button", textContent: "Gửi lại" });
    const list = element("ul", { className: "choices" }, element("li", {}, button));
    const note = bubble("bot trouble", "Máy trả lời:", words(sentence), list);
    button.addEventListener("click", () => {
      if (busy) return;
      note.remove();
      again();
    });
    return note;
  }

  function setBusy(now) {
    busy = now;
    waiting.textContent = now ? "Máy đang trả lời…" : "";
    composer.querySelector("button").setAttribute("aria-disabled", String(now));
  }

  async function post(message) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
    try {
      const response = await fetch(composer.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(message),
        signal: stop.signal,
      });
      const { replies } = await response.json();
      return { replies, again: response.status === 429 || response.status >= 500 };
    } finally {
      clearTimeout(timer);
    }
  }

  // Who writes stays in the field; who pressed something goes on from the answer to it.
  function show(question, answers) {
    const writing = document.activeElement === field;
    log.append(...answers);
    const first = answers[0];
    if (!writing && first) (first.querySelector(".trouble button") || first).focus({ preventScroll: true });
    question.scrollIntoView({ block: "start" });
  }

  async function send(message, question) {
    const again = () => {
      question.focus({ preventScroll: true });
      send(message, question);
    };
    log.append(question);
    setBusy(true);
    question.scrollIntoView({ block: "start" });
    let answers;
    try {
      const answer = await post(message);
      answers = answer.again ? [trouble(answer.replies[0].text, again)] : answer.replies.map(botMessage);
    } catch (error) {
      answers = [trouble(UNREACHABLE, again)];
    }
    setBusy(false);
    show(question, answers);
  }

  function ask(text, choice) {
    if (busy || !text.trim()) return;
    const message = { text, message: newMessage() };
    if (choice) message.choice = choice;
    send(message, ownMessage(text.trim()));
  }

  document.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    const choice = form.elements.namedItem("choice");
    if (busy) return;
    ask(form.elements.namedItem("text").value, choice && choice.value);
    if (form === composer) field.value = "";
  });

  field.addEventListener("keydown", (event) => {
    // Enter that ends a syllable in an input method (Telex, VNI) is not the end of the question.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    composer.querySelector("button").click();
  });
})();
