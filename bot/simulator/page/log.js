// A log that stays at its end while one is there, and counts what came while one reads above.

import { say } from "./text.js";

const NEAR = 60; // Pixels from the end that still count as being there.

export class Log {
  #frame;
  #newer;
  #word;
  #atEnd = true;
  #top = 0;
  #unseen = 0;

  /** `frame` scrolls what is in `content`; the button `newer` says how many came, by `word`. */
  constructor(frame, content, newer, word) {
    this.#frame = frame;
    this.#newer = newer;
    this.#word = word;
    newer.addEventListener("click", () => this.toEnd());
    frame.addEventListener("scroll", () => this.#scrolled());
    // New entries, loading pictures and a growing composer all end here.
    const follow = new ResizeObserver(() => { if (this.#atEnd) this.toEnd(); });
    follow.observe(frame);
    follow.observe(content);
  }

  toEnd() {
    this.#arrive();
    this.#frame.scrollTop = this.#frame.scrollHeight;
    // What was emptied and filled again was not scrolled away from either.
    this.#top = this.#frame.scrollTop;
  }

  /** So many came; they are told of unless they are in sight. */
  more(count) {
    if (this.#atEnd) return;
    this.#unseen += count;
    this.#newer.hidden = this.#unseen === 0;
    this.#newer.textContent = say(this.#word, { count: this.#unseen });
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#frame;
    if (scrollHeight - scrollTop - clientHeight < NEAR) this.#arrive();
    // What grew below was not scrolled away from: only moving up is leaving.
    else if (scrollTop < this.#top) this.#atEnd = false;
    this.#top = scrollTop;
  }

  #arrive() {
    this.#atEnd = true;
    this.#unseen = 0;
    this.#newer.hidden = true;
  }
}
