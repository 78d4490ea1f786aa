import type { Frame } from "../net/frame.ts";
import { nameOf, type Model, type Status } from "../net/messages.ts";
import type { Context } from "./context.ts";
import { fill, find, make, number } from "./dom.ts";
import { icon } from "./icons.ts";

const speeds = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16];
const wordsOf = (speed: number) => (speed < 1 ? `1/${Math.round(1 / speed)}×` : `${speed}×`);

/** Play, pause, step, reset, speed, keyframes and the clock. */
export class Playback {
  private readonly play = find<HTMLButtonElement>("play");
  private readonly speed = find<HTMLSelectElement>("speed");
  private readonly keyframe = find<HTMLSelectElement>("keyframe");
  private readonly clock = find<HTMLOutputElement>("clock");
  private playing = false;

  constructor(private readonly context: Context) {
    this.play.addEventListener("click", () => void this.toggle());
    for (const [id, name] of [["step", "step"], ["reset", "reset"]] as const) find(id).append(icon(name));
    find("step").addEventListener("click", (event) => void this.step(event.shiftKey ? 10 : 1));
    find("reset").addEventListener("click", () => void this.reset());
    fill(this.speed, speeds.map((speed) => ({ value: String(speed), words: wordsOf(speed) })), "1");
    this.speed.addEventListener("change", () => void context.ask("speed", { speed: Number(this.speed.value) }));
    this.keyframe.addEventListener("change", () => {
      if (this.keyframe.value) void context.ask("reset", { keyframe: this.keyframe.value });
      this.keyframe.value = "";
    });
    this.show(false);
  }

  async toggle(): Promise<void> {
    await (this.playing ? this.context.ask("pause") : this.context.ask("play", { speed: Number(this.speed.value) }));
  }

  async step(steps: number): Promise<void> {
    if (this.playing) await this.context.ask("pause");
    await this.context.ask("step", { steps });
  }

  async reset(): Promise<void> {
    await this.context.ask("reset");
  }

  async changeSpeed(by: number): Promise<void> {
    const now = speeds.indexOf(Number(this.speed.value));
    const next = speeds[Math.max(0, Math.min(speeds.length - 1, now + by))]!;
    this.speed.value = String(next);
    await this.context.ask("speed", { speed: next });
  }

  setModel(model: Model | null): void {
    for (const id of ["play", "step", "reset"]) find<HTMLButtonElement>(id).disabled = model === null;
    fill(this.keyframe, [{ value: "", words: "Keyframe…" }, ...(model?.keyframes ?? []).map((key) => ({ value: nameOf(key), words: nameOf(key) }))], "");
    this.keyframe.parentElement!.hidden = (model?.keyframes.length ?? 0) === 0;
    if (!model) this.clock.value = "";
  }

  setStatus(status: Status): void {
    this.show(status.playing);
    if (document.activeElement === this.speed) return;
    const nearest = speeds.reduce((best, speed) => (Math.abs(Math.log(speed / status.speed)) < Math.abs(Math.log(best / status.speed)) ? speed : best), 1);
    this.speed.value = String(nearest);
  }

  tick(frame: Frame): void {
    this.clock.value = `${number(frame.time, 2)} s`;
  }

  private show(playing: boolean): void {
    if (this.playing === playing && this.play.firstChild) return;
    this.playing = playing;
    this.play.replaceChildren(icon(playing ? "pause" : "play"), make("span", { class: "word" }, playing ? "Pause" : "Play"));
    this.play.setAttribute("aria-label", playing ? "Pause" : "Play");
    this.play.setAttribute("aria-pressed", String(playing));
  }
}
