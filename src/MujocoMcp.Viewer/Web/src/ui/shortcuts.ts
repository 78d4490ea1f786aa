import * as THREE from "three";
import type { Context } from "./context.ts";

/** A key and what it does; the help lists them. */
export interface Shortcut {
  keys: string;
  does: string;
}

interface Actions {
  play(): void;
  step(steps: number): void;
  reset(): void;
  speed(by: number): void;
  camera(by: 1 | -1): void;
  screenshot(): void;
  theme(): void;
  help(): void;
  panel(): void;
  info(): void;
  wireframe(): void;
}

const flagKeys: Record<string, string> = { c: "contactpoint", f: "contactforce", j: "joint", u: "actuator", v: "tendon", m: "com", i: "inertia", t: "transparent", h: "convexhull", b: "pertforce" };
const turn = 12; // px of a pointer
const nudge = 0.1; // of the model's extent
const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export const shortcuts: Shortcut[] = [
  { keys: "Space", does: "play or pause" },
  { keys: "→", does: "one step" },
  { keys: "Backspace", does: "reset" },
  { keys: "− +", does: "slower, faster" },
  { keys: "Shift ← → ↑ ↓", does: "turn the camera" },
  { keys: "Alt ← → ↑ ↓", does: "move the camera sideways" },
  { keys: "Z X", does: "nearer, farther" },
  { keys: "[ ]", does: "the model's cameras" },
  { keys: "Home", does: "the whole model" },
  { keys: "Esc", does: "free camera, nothing selected" },
  { keys: "Ctrl ← → ↑ ↓", does: "pull the selected body" },
  { keys: "0 – 5", does: "geom groups" },
  { keys: "C F", does: "contact points, contact forces" },
  { keys: "J U V", does: "joints, actuators, tendons" },
  { keys: "M I", does: "centre of mass, inertia" },
  { keys: "T H W", does: "transparent, convex hulls, wireframe" },
  { keys: "B", does: "pull forces" },
  { keys: "P", does: "save a picture" },
  { keys: "O", does: "figures over the picture" },
  { keys: "L", does: "show or hide the controls" },
  { keys: "D", does: "light or dark" },
  { keys: "F1 ?", does: "this help" },
];

/** Keys of the whole page; none while something is typed or chosen. */
export function listenToKeys(context: Context, actions: Actions): void {
  const { stage, grip, settings } = context;
  const simple: Record<string, () => void> = {
    " ": actions.play, ArrowRight: () => actions.step(1), Backspace: actions.reset, "-": () => actions.speed(-1), "+": () => actions.speed(1), "=": () => actions.speed(1),
    z: () => stage.viewpoint.zoom(0.9), x: () => stage.viewpoint.zoom(1 / 0.9), "[": () => actions.camera(-1), "]": () => actions.camera(1), Home: () => stage.viewpoint.home(),
    Escape: () => {
      stage.viewpoint.watch({ from: "free" });
      if (grip.selection) grip.select(null);
    },
    p: actions.screenshot, o: actions.info, l: actions.panel, d: actions.theme, w: actions.wireframe, F1: actions.help, "?": actions.help,
  };
  for (const [key, flag] of Object.entries(flagKeys)) simple[key] = () => settings.toggle(flag);
  for (let group = 0; group < 6; group++) simple[group] = () => settings.toggleGroup("geom", group);

  const withArrow = (event: KeyboardEvent): (() => void) | undefined => {
    const arrow = arrows[event.key];
    if (!arrow) return undefined;
    const [x, y] = arrow;
    if (event.ctrlKey) return () => pull(context, x, y);
    if (event.shiftKey) return () => stage.viewpoint.turn(x * turn, y * turn);
    if (event.altKey) return () => stage.viewpoint.pan(-x * turn, -y * turn, stage.size.height);
    return undefined;
  };

  addEventListener("keydown", (event) => {
    if (isTaken(event)) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const action = withArrow(event) ?? (plain ? simple[event.key.length === 1 ? event.key.toLowerCase() : event.key] : undefined);
    if (!action) return;
    event.preventDefault();
    action();
  });
  addEventListener("keyup", (event) => {
    if (event.key === "Control" && grip.selection && !grip.isPulling && pulledByKey) grip.release();
    if (event.key === "Control") pulledByKey = false;
  });
}

let pulledByKey = false;

function pull({ stage, grip, model }: Context, x: number, y: number): void {
  if (!model || !grip.selection) return;
  const { camera } = stage.viewpoint;
  const by = new THREE.Vector3(x, -y, 0).applyQuaternion(camera.quaternion).multiplyScalar(nudge * model.extent);
  pulledByKey = true;
  grip.nudge(by);
}

/** Whether the key belongs to what has the focus. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  if (document.querySelector("dialog[open]")) return true;
  if (target.matches("select, input[type=text], input[type=number], textarea")) return true;
  if (target.matches("input[type=range]")) return event.key.startsWith("Arrow") || event.key.startsWith("Page") || ["Home", "End"].includes(event.key);
  return target.matches("button, summary, a, input[type=checkbox]") && (event.key === " " || event.key === "Enter");
}
