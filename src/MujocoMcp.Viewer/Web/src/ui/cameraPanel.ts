import { nameOf, type Model } from "../net/messages.ts";
import type { Watching } from "../scene/viewpoint.ts";
import type { Context } from "./context.ts";
import { choice, fill, make, section } from "./dom.ts";

const valueOf = (watching: Watching) => (watching.from === "camera" ? `camera ${watching.camera}` : watching.from);

/** Where to look from: free, following a body, one of the model's cameras. */
export class CameraPanel {
  readonly root: HTMLElement;
  private readonly camera: ReturnType<typeof choice>;
  private readonly body: ReturnType<typeof choice>;

  constructor(private readonly context: Context) {
    this.camera = choice("Camera", (value) => this.choose(value));
    this.body = choice("Body", (value) => this.viewpoint.watch({ from: "body", body: Number(value) }));
    const home = make("button", { type: "button" }, "Whole model");
    home.addEventListener("click", () => this.viewpoint.home());
    const side = (words: string, azimuth: number, elevation: number) => {
      const button = make("button", { type: "button" }, words);
      button.addEventListener("click", () => this.viewpoint.set({ azimuth, elevation }));
      return button;
    };
    const { root } = section("Camera", true, this.camera.root, this.body.root,
      make("div", { class: "row" }, home, side("Front", 180, 0), side("Side", 90, 0), side("Top", 90, -90)));
    this.root = root;
    this.viewpoint.changed.listen(() => this.show());
  }

  setModel(model: Model | null): void {
    fill(this.camera.select, [
      { value: "free", words: "Free" },
      { value: "body", words: "Follow a body" },
      ...(model?.cameras ?? []).map((camera) => ({ value: `camera ${camera.id}`, words: nameOf(camera) })),
    ]);
    fill(this.body.select, (model?.bodies ?? []).slice(1).map((body) => ({ value: String(body.id), words: nameOf(body) })));
    this.show();
  }

  /** The next or previous of the model's cameras. */
  cycle(by: 1 | -1): void {
    const cameras = this.context.model?.cameras.length ?? 0;
    if (cameras === 0) return;
    const { watching } = this.viewpoint;
    const now = watching.from === "camera" ? watching.camera : by > 0 ? -1 : cameras;
    this.viewpoint.watch({ from: "camera", camera: (now + by + cameras) % cameras });
  }

  private get viewpoint() {
    return this.context.stage.viewpoint;
  }

  private choose(value: string): void {
    if (value.startsWith("camera ")) this.viewpoint.watch({ from: "camera", camera: Number(value.slice(7)) });
    else if (value === "body") this.viewpoint.watch({ from: "body", body: this.context.grip.selection?.body ?? Number(this.body.select.value) });
    else this.viewpoint.watch({ from: "free" });
  }

  private show(): void {
    const { watching } = this.viewpoint;
    this.camera.select.value = valueOf(watching);
    this.body.root.hidden = watching.from !== "body";
    if (watching.from === "body") this.body.select.value = String(watching.body);
  }
}
