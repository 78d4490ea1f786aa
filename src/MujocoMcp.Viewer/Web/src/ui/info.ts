import { Section, type Frame } from "../net/frame.ts";
import type { Stage } from "../scene/stage.ts";
import type { Link } from "../net/link.ts";
import { find, make, number } from "./dom.ts";

const every = 500; // ms

/** The figures over the picture. */
export class Info {
  private readonly values = new Map<string, HTMLElement>();
  private drawn = 0;
  private bytes = 0;
  private since = performance.now();

  constructor(private readonly stage: Stage, private readonly link: Link) {
    const list = find("info");
    for (const name of ["real time", "pictures/s", "steps", "contacts", "geoms", "kB/s"]) {
      const value = make("dd", {}, "–");
      this.values.set(name, value);
      list.append(make("dt", {}, name), value);
    }
    setInterval(() => this.measure(), every);
  }

  toggle(): void {
    const list = find("info");
    list.hidden = !list.hidden;
  }

  tick(frame: Frame): void {
    this.set("real time", frame.playing ? `${number(frame.realTimeFactor, 2)}×` : "paused");
    this.set("steps", String(frame.step));
    this.set("contacts", String(frame.contacts));
    this.set("geoms", String(frame.count(Section.geoms)));
  }

  private measure(): void {
    const now = performance.now();
    const seconds = (now - this.since) / 1000;
    this.set("pictures/s", number((this.stage.drawn - this.drawn) / seconds, 0));
    this.set("kB/s", number((this.link.bytes - this.bytes) / 1000 / seconds, 0));
    [this.drawn, this.bytes, this.since] = [this.stage.drawn, this.link.bytes, now];
  }

  private set(name: string, text: string): void {
    const value = this.values.get(name)!;
    if (value.textContent !== text) value.textContent = text;
  }
}
