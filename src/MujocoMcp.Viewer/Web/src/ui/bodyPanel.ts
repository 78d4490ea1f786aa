import { Section, type Frame } from "../net/frame.ts";
import { nameOf, type Model } from "../net/messages.ts";
import type { Context } from "./context.ts";
import { check, choice, fill, find, make, number, section } from "./dom.ts";

/** The selected body, and whether dragging pulls. */
export class BodyPanel {
  readonly root: HTMLElement;
  private readonly body: ReturnType<typeof choice>;
  private readonly facts = make("p", { class: "quiet number" });
  private readonly label = find("selection");

  constructor(private readonly context: Context) {
    const { grip, pointer } = context;
    this.body = choice("Selected", (value) => grip.select(value === "" ? null : { body: Number(value), point: [0, 0, 0] }));
    const grabs = check("Drag pulls bodies", false, (on) => {
      pointer.grabs = on;
      find("view").dataset["mode"] = on ? "grab" : "look";
    });
    this.root = section("Body", false, this.body.root, this.facts, grabs.root,
      make("p", { class: "quiet" }, "Double click a body to select it, Ctrl and drag to pull it. A pull acts while the simulation plays or steps.")).root;
    grip.changed.listen((selection) => {
      this.body.select.value = selection ? String(selection.body) : "";
      this.show(context.stage.frame);
    });
  }

  setModel(model: Model | null): void {
    fill(this.body.select, [{ value: "", words: "none" }, ...(model?.bodies ?? []).slice(1).map((body) => ({ value: String(body.id), words: nameOf(body) }))], "");
    this.show(null);
  }

  show(frame: Frame | null): void {
    const { grip, model } = this.context;
    const body = grip.selection && model ? model.bodies[grip.selection.body] : undefined;
    const pose = body ? frame?.pose(Section.bodies, body.id) : null;
    this.facts.hidden = !pose;
    if (pose) this.facts.textContent = `at ${pose.position.map((part) => number(part)).join("  ")} m`;
    const words = body ? `${nameOf(body)}${body.moves ? "" : " (can't move)"}` : "";
    this.label.hidden = !body;
    if (this.label.textContent !== words) this.label.textContent = words;
  }
}
