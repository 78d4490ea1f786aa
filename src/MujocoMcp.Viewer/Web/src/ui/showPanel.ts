import type { Hello } from "../net/messages.ts";
import type { Context } from "./context.ts";
import { check, choice, fill, make, section, words } from "./dom.ts";

const first = ["contactpoint", "contactforce", "joint", "actuator", "tendon", "com", "inertia", "transparent", "convexhull", "pertforce"];

/** What of the scene is drawn: MuJoCo's flags, labels, frames, and the page's own rendering. */
export class ShowPanel {
  readonly root: HTMLElement;
  private readonly boxes = new Map<string, HTMLInputElement>();
  private readonly common = make("div", { class: "checks" });
  private readonly rare = make("div", { class: "checks" });
  private readonly label: ReturnType<typeof choice>;
  private readonly frame: ReturnType<typeof choice>;
  private readonly wireframe: ReturnType<typeof check>;

  constructor(private readonly context: Context) {
    const { settings, stage } = context;
    this.label = choice("Labels", (value) => settings.setLabel(value));
    this.frame = choice("Frames", (value) => settings.setFrame(value));
    const redraw = (change: (on: boolean) => void) => (on: boolean) => {
      change(on);
      stage.materials.clear();
      if (stage.frame) stage.show(stage.frame);
      stage.touch();
    };
    this.wireframe = check("wireframe", false, redraw((on) => (stage.materials.wireframe = on)));
    const own = make("div", { class: "checks" },
      check("shadows", true, redraw((on) => (stage.lights.shadows = on))).root,
      this.wireframe.root,
      check("sky", true, redraw((on) => (stage.showSky = on))).root);
    const more = make("details", {}, make("summary", {}, "More flags"), make("div", { class: "section" }, this.rare));
    const { root, body } = section("Show", true, this.common, this.label.root, this.frame.root, own);
    body.append(more);
    this.root = root;
    settings.changed.listen(() => this.show());
  }

  toggleWireframe(): void {
    this.wireframe.box.click();
  }

  meet(hello: Hello): void {
    this.boxes.clear();
    const make = (name: string) => {
      const { root, box } = check(words(name), false, (on) => this.context.settings.setFlag(name, on));
      this.boxes.set(name, box);
      return root;
    };
    const names = hello.flags.map((flag) => flag.name);
    this.common.replaceChildren(...first.filter((name) => names.includes(name)).map(make));
    this.rare.replaceChildren(...names.filter((name) => !first.includes(name)).map(make));
    fill(this.label.select, hello.labels.map((name) => ({ value: name, words: words(name) })));
    fill(this.frame.select, hello.frames.map((name) => ({ value: name, words: words(name) })));
    this.show();
  }

  private show(): void {
    const { flags, label, frame } = this.context.settings;
    for (const [name, box] of this.boxes) box.checked = flags.get(name) ?? false;
    this.label.select.value = label;
    this.frame.select.value = frame;
    const useTextures = flags.get("texture") ?? true;
    if (this.context.stage.materials.useTextures !== useTextures) {
      this.context.stage.materials.useTextures = useTextures;
      this.context.stage.materials.clear();
    }
  }
}
