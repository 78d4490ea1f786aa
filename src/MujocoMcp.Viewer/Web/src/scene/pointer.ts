import type { Grip } from "./grip.ts";
import { pick } from "./picking.ts";
import type { Stage } from "./stage.ts";

const clickSlop = 4; // px: a pointer that moved less has clicked

/** Fingers, pens and mice on the picture. */
export class Pointer {
  /** Dragging pulls bodies instead of turning the camera; for those without a Ctrl key. */
  grabs = false;
  private readonly down = new Map<number, { x: number; y: number }>();
  private moved = 0;

  constructor(private readonly stage: Stage, private readonly grip: Grip) {
    const { canvas } = stage;
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"] as const) canvas.addEventListener(end, (event) => this.lift(event));
    canvas.addEventListener("dblclick", (event) => grip.selectHit(pick(stage, event.offsetX, event.offsetY)));
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      stage.viewpoint.zoom(Math.exp(event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0015)));
    }, { passive: false });
  }

  private press(event: PointerEvent): void {
    const { stage, grip } = this;
    stage.canvas.setPointerCapture(event.pointerId);
    stage.canvas.focus({ preventScroll: true });
    this.down.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    this.moved = 0;
    if (this.down.size > 1 && grip.isPulling) grip.release();
    else if (this.down.size === 1 && (this.grabs || event.ctrlKey || event.metaKey)) grip.grab(pick(stage, event.offsetX, event.offsetY));
  }

  private move(event: PointerEvent): void {
    const last = this.down.get(event.pointerId);
    if (!last) return;
    const [x, y] = [event.offsetX - last.x, event.offsetY - last.y];
    this.moved += Math.hypot(x, y);
    const { viewpoint, size } = this.stage;
    if (this.down.size === 2) this.pinch(event, x, y);
    else if (this.grip.isPulling) this.grip.pullTo(event.offsetX, event.offsetY);
    else if (event.buttons & 6 || event.shiftKey) viewpoint.pan(x, y, size.height);
    else viewpoint.turn(x, y);
    this.down.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
  }

  /** Two fingers: their distance zooms, their middle pans. */
  private pinch(event: PointerEvent, x: number, y: number): void {
    const before = this.down.get(event.pointerId)!;
    const other = [...this.down].find(([id]) => id !== event.pointerId)![1];
    const was = Math.hypot(before.x - other.x, before.y - other.y);
    const is = Math.hypot(event.offsetX - other.x, event.offsetY - other.y);
    if (is > 0) this.stage.viewpoint.zoom(was / is);
    this.stage.viewpoint.pan(x / 2, y / 2, this.stage.size.height);
  }

  private lift(event: PointerEvent): void {
    if (!this.down.delete(event.pointerId)) return;
    if (this.grip.isPulling) this.grip.release();
    // A tap has no double click everywhere: with a finger one tap selects.
    else if (event.type === "pointerup" && event.pointerType === "touch" && this.moved < clickSlop && this.down.size === 0)
      this.grip.selectHit(pick(this.stage, event.offsetX, event.offsetY));
  }
}
