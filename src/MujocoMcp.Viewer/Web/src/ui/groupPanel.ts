import type { Hello } from "../net/messages.ts";
import type { Context } from "./context.ts";
import { make, section } from "./dom.ts";

/** Which groups of each kind of element are drawn. */
export class GroupPanel {
  readonly root: HTMLElement;
  private readonly grid = make("div", { class: "groups" });
  private readonly buttons = new Map<string, HTMLButtonElement[]>();

  constructor(private readonly context: Context) {
    this.root = section("Groups", false, this.grid).root;
    context.settings.changed.listen(() => this.show());
  }

  meet(hello: Hello): void {
    this.buttons.clear();
    this.grid.replaceChildren(...hello.groups.flatMap((kind) => {
      const buttons = Array.from({ length: 6 }, (_, group) => {
        const button = make("button", { type: "button", "aria-label": `${kind} group ${group}`, "aria-pressed": "false" }, String(group));
        button.addEventListener("click", () => this.context.settings.toggleGroup(kind, group));
        return button;
      });
      this.buttons.set(kind, buttons);
      return [make("span", {}, kind), ...buttons];
    }));
    this.show();
  }

  private show(): void {
    for (const [kind, buttons] of this.buttons)
      buttons.forEach((button, group) => button.setAttribute("aria-pressed", String(this.context.settings.groups.get(kind)?.[group] ?? false)));
  }
}
