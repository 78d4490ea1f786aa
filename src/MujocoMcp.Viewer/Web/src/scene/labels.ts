import * as THREE from "three";
import { Section, type Frame } from "../net/frame.ts";
import type { Geoms } from "./geoms.ts";

/** The scene's labels, written over the picture. */
export class Labels {
  private readonly pen: CanvasRenderingContext2D;
  private labels: { geom: number; words: string }[] = [];
  private isClear = true;

  constructor(private readonly canvas: HTMLCanvasElement, private readonly geoms: Geoms) {
    this.pen = canvas.getContext("2d")!;
  }

  /** What is written at the moment. */
  get words(): string[] {
    return this.labels.map((label) => label.words);
  }

  update(frame: Frame): void {
    this.labels = Array.from({ length: frame.count(Section.labels) }, (_, i) => frame.label(i));
  }

  draw(camera: THREE.Camera, width: number, height: number, ratio: number): void {
    if (this.labels.length === 0 && this.isClear) return;
    const { canvas, pen } = this;
    if (canvas.width !== width * ratio || canvas.height !== height * ratio) [canvas.width, canvas.height] = [width * ratio, height * ratio];
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    this.isClear = this.labels.length === 0;
    pen.font = "600 12px system-ui, sans-serif";
    pen.textAlign = "center";
    pen.lineWidth = 3;
    pen.lineJoin = "round";
    const at = new THREE.Vector3();
    for (const { geom, words } of this.labels) {
      const position = this.geoms.positionOf(geom);
      if (!position) continue;
      at.copy(position).project(camera);
      if (at.z < -1 || at.z > 1) continue;
      const [x, y] = [(at.x * 0.5 + 0.5) * width, (0.5 - at.y * 0.5) * height];
      pen.strokeStyle = "rgb(10 14 18 / 85%)";
      pen.fillStyle = "#fff";
      pen.strokeText(words, x, y);
      pen.fillText(words, x, y);
    }
  }
}
