import type { Stage } from "../scene/stage.ts";
import { find, make } from "./dom.ts";

/** Saves the picture, with its labels and the page's ground, as a PNG. */
export function saveScreenshot(stage: Stage, name: string): void {
  stage.draw(); // its pixels can only be read in the same turn
  const copy = make("canvas", { width: stage.canvas.width, height: stage.canvas.height });
  const pen = copy.getContext("2d")!;
  const style = getComputedStyle(document.documentElement);
  const ground = pen.createLinearGradient(0, 0, 0, copy.height);
  ground.addColorStop(0, style.getPropertyValue("--sky-top").trim());
  ground.addColorStop(1, style.getPropertyValue("--sky-bottom").trim());
  pen.fillStyle = ground;
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(stage.canvas, 0, 0);
  const labels = find<HTMLCanvasElement>("labels");
  if (stage.labels.words.length > 0) pen.drawImage(labels, 0, 0, copy.width, copy.height);
  copy.toBlob((blob) => {
    if (!blob) return;
    const link = make("a", { href: URL.createObjectURL(blob), download: `${name.replaceAll(/[^\w-]+/g, "_") || "mujoco"}.png` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }, "image/png");
}
