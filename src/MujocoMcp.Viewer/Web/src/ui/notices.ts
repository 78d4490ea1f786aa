import type { Link } from "../net/link.ts";
import type { Hello, Status } from "../net/messages.ts";
import { find, make } from "./dom.ts";

const shownFor = 6000; // ms
const restarted = "Viewer restarted, state recovered.";

/** What a person should know: that the viewer went and came back, what went wrong. */
export class Notices {
  private readonly banner = find("banner");
  private readonly message = find("message");
  private bannerTimer = 0;
  private messageTimer = 0;
  private pid = 0;
  private lastNotice = "";

  constructor(private readonly link: Link) {
    const pill = find("link");
    const text = find("link-text");
    link.state.listen((state) => {
      pill.dataset["state"] = state;
      text.textContent = state;
      if (state === "lost") this.tell("The viewer is gone, connecting again …", "lost");
      else if (state === "closed") this.stop("This page was closed by close_viewer.", true);
      else if (state === "forbidden") this.stop("This link is no longer good. open_viewer gives a new one.", false);
    });
    link.hello.listen((hello) => this.meet(hello));
  }

  /** Shows a notice of the session once. */
  notice({ notice }: Status): void {
    if (!notice || notice.at === this.lastNotice) return;
    this.lastNotice = notice.at;
    if (notice.code === "recovered") this.tell(restarted, "good", shownFor);
    else this.tell(notice.message, "lost", shownFor);
  }

  /** Shows that something was refused. */
  fail(words: string): void {
    this.message.textContent = words;
    this.message.hidden = false;
    clearTimeout(this.messageTimer);
    this.messageTimer = setTimeout(() => (this.message.hidden = true), shownFor);
  }

  private meet(hello: Hello): void {
    if (this.link.lostAt === null) this.banner.hidden = true;
    else if (hello.pid !== this.pid) this.tell(restarted, "good", shownFor);
    else this.tell("Connected again.", "good", shownFor);
    this.pid = hello.pid;
  }

  private tell(words: string, kind: "good" | "lost", duration = 0): void {
    clearTimeout(this.bannerTimer);
    this.banner.replaceChildren(words);
    this.banner.dataset["kind"] = kind;
    this.banner.hidden = false;
    if (duration > 0) this.bannerTimer = setTimeout(() => (this.banner.hidden = true), duration);
  }

  private stop(words: string, canGoOn: boolean): void {
    this.tell(words, "lost");
    if (!canGoOn) return;
    const again = make("button", { type: "button" }, "Connect again");
    again.addEventListener("click", () => this.link.open());
    this.banner.append(" ", again);
  }
}
