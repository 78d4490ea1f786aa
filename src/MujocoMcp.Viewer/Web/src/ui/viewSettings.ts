import type { Link } from "../net/link.ts";
import type { Hello } from "../net/messages.ts";
import { Signal } from "../signal.ts";

const groupsShown = [true, true, true, false, false, false]; // MuJoCo's default

/** What this page wants to see of the scene. The viewer keeps it for one connection: every new one is told again. */
export class ViewSettings {
  readonly changed = new Signal<void>();
  readonly flags = new Map<string, boolean>();
  readonly groups = new Map<string, boolean[]>();
  label = "none";
  frame = "none";

  constructor(private readonly link: Link, private readonly failed: (reason: Error) => void) {}

  /** Takes what this MuJoCo has, and tells the viewer what was set before. */
  meet(hello: Hello): void {
    for (const { name, on } of hello.flags) if (!this.flags.has(name)) this.flags.set(name, on);
    for (const name of hello.groups) if (!this.groups.has(name)) this.groups.set(name, [...groupsShown]);
    const changed = Object.fromEntries(hello.flags.filter(({ name, on }) => this.flags.get(name) !== on).map(({ name }) => [name, this.flags.get(name)]));
    const groups = Object.fromEntries([...this.groups].filter(([, shown]) => shown.some((on, i) => on !== groupsShown[i])));
    this.send({ flags: changed, groups, label: this.label, frame: this.frame });
    this.changed.emit();
  }

  setFlag(name: string, on: boolean): void {
    if (!this.flags.has(name)) return;
    this.flags.set(name, on);
    this.send({ flags: { [name]: on } });
    this.changed.emit();
  }

  toggle(name: string): void {
    this.setFlag(name, !this.flags.get(name));
  }

  toggleGroup(kind: string, group: number): void {
    const shown = this.groups.get(kind);
    if (!shown) return;
    shown[group] = !shown[group];
    this.send({ groups: { [kind]: shown } });
    this.changed.emit();
  }

  setLabel(label: string): void {
    this.label = label;
    this.send({ label });
    this.changed.emit();
  }

  setFrame(frame: string): void {
    this.frame = frame;
    this.send({ frame });
    this.changed.emit();
  }

  private send(view: object): void {
    this.link.request("view", view).catch(this.failed);
  }
}
