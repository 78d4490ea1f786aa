import { Section, type Frame } from "../net/frame.ts";
import { nameOf, type Model } from "../net/messages.ts";
import type { Context } from "./context.ts";
import { make } from "./dom.ts";
import { Sliders } from "./sliders.ts";

/** Sliders of the joints and of the actuators. */
export class MotionPanels {
  readonly joints: Sliders;
  readonly controls: Sliders;

  constructor({ link, report }: Context) {
    this.joints = new Sliders("Joints", false, "This model has no hinges or slides.", (joint, value) => link.request("set_joint", { joint: joint.name, value }), report);
    this.controls = new Sliders("Controls", true, "This model has no actuators.", (actuator, value) => link.request("set_control", { actuator: actuator.name, value }), report);
    const clear = make("button", { type: "button" }, "All to zero");
    clear.addEventListener("click", () => this.controls.setAll(0).catch(report));
    this.controls.root.append(make("div", { class: "section" }, clear));
  }

  setModel(model: Model | null): void {
    this.joints.setRows((model?.joints ?? []).filter((joint) => joint.type === "hinge" || joint.type === "slide").map((joint) => {
      const reach = joint.type === "hinge" ? Math.PI : model!.extent;
      const [low, high] = joint.range ?? [-reach, reach];
      return { name: nameOf(joint), low, high, unit: joint.type === "hinge" ? " rad" : " m", address: joint.qposadr };
    }));
    this.controls.setRows((model?.actuators ?? []).map((actuator) => {
      const [low, high] = actuator.ctrlrange ?? [-1, 1];
      return { name: nameOf(actuator), low, high, unit: "", address: actuator.id };
    }));
    (this.controls.root.lastElementChild as HTMLElement).hidden = (model?.nu ?? 0) === 0;
  }

  follow(frame: Frame): void {
    this.joints.follow(frame.numbers(Section.qpos));
    this.controls.follow(frame.numbers(Section.ctrl));
  }
}
