import uPlot from "uplot";
import { Section, type Frame } from "../net/frame.ts";
import { nameOf, type Model } from "../net/messages.ts";
import { check, make, section } from "./dom.ts";

const window = 10; // s of simulated time
const longest = 1200; // points
const redrawEvery = 100; // ms
const colors = ["#2a9d8f", "#d1762b", "#7a6ff0", "#c2415b", "#3d85c6", "#8a9a1f", "#a15fb5", "#6b7a86"];
const axisNames = ["x", "y", "z", "w"];

interface Line {
  name: string;
  value(frame: Frame): number;
}

const energyLines: Line[] = [
  { name: "potential", value: (frame) => frame.energy[0] },
  { name: "kinetic", value: (frame) => frame.energy[1] },
  { name: "total", value: (frame) => frame.energy[0] + frame.energy[1] },
];

/** Curves over simulated time. */
class Plot {
  readonly root = make("div", { class: "plot" });
  private chart: uPlot | null = null;
  private data: number[][] = [[]];
  private lines: Line[] = [];
  private drawnAt = 0;

  constructor(private readonly title: string) {
    new ResizeObserver(() => this.chart?.setSize(this.size())).observe(this.root);
  }

  setLines(lines: Line[]): void {
    this.lines = lines;
    this.data = [[], ...lines.map((): number[] => [])];
    this.build();
  }

  /** Draws anew in the colours of the page. */
  build(): void {
    this.chart?.destroy();
    this.chart = null;
    this.root.hidden = this.lines.length === 0;
    if (this.lines.length === 0) return;
    const style = getComputedStyle(document.documentElement);
    const [text, line] = [style.getPropertyValue("--quiet").trim(), style.getPropertyValue("--line").trim()];
    const axis = { stroke: text, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 }, font: "11px system-ui" };
    this.chart = new uPlot({
      ...this.size(),
      cursor: { drag: { x: false, y: false } },
      scales: { x: { time: false } },
      axes: [{ ...axis, size: 26 }, { ...axis, size: 48 }],
      series: [{ label: "s" }, ...this.lines.map(({ name }, i) => ({ label: name, stroke: colors[i % colors.length]!, width: 1.6, points: { show: false } }))],
    }, this.data as uPlot.AlignedData, this.root);
    this.chart.root.setAttribute("role", "img");
    this.chart.root.setAttribute("aria-label", `${this.title} over time: ${this.lines.map((line) => line.name).join(", ")}`);
  }

  add(frame: Frame, isShown: boolean): void {
    const times = this.data[0]!;
    const last = times.at(-1);
    if (last !== undefined && frame.time < last) for (const column of this.data) column.length = 0;
    if (last === frame.time) return;
    times.push(frame.time);
    this.lines.forEach((line, i) => this.data[i + 1]!.push(line.value(frame)));
    let old = 0;
    while (times[old]! < frame.time - window || times.length - old > longest) old++;
    if (old > 0) for (const column of this.data) column.splice(0, old);
    const now = performance.now();
    if (!isShown || now - this.drawnAt < redrawEvery) return;
    this.drawnAt = now;
    this.chart?.setData(this.data as uPlot.AlignedData);
  }

  /** The newest values, by name. */
  get newest(): Record<string, number> {
    return Object.fromEntries(this.lines.map(({ name }, i) => [name, this.data[i + 1]!.at(-1) ?? NaN]));
  }

  private size(): { width: number; height: number } {
    return { width: Math.max(200, this.root.clientWidth - 8), height: 150 };
  }
}

/** Sensors and energy over time. */
export class PlotPanel {
  readonly root: HTMLElement;
  readonly energy = new Plot("Energy (J)");
  readonly sensors = new Plot("Sensors");
  private readonly energyRoot: HTMLDetailsElement;
  private readonly sensorRoot: HTMLDetailsElement;
  private readonly choices = make("div", { class: "choices", role: "group", "aria-label": "Sensors to plot" });
  private readonly count: HTMLSpanElement;
  private chosen = new Set<string>();
  private model: Model | null = null;

  constructor() {
    const sensors = section("Sensors", false, this.choices, this.sensors.root);
    const energy = section("Energy", false, this.energy.root);
    [this.sensorRoot, this.energyRoot, this.count] = [sensors.root, energy.root, sensors.count];
    this.root = make("div", {}, sensors.root, energy.root);
    for (const [root, plot] of [[this.sensorRoot, this.sensors], [this.energyRoot, this.energy]] as const) root.addEventListener("toggle", () => plot.build());
    this.energy.setLines(energyLines);
  }

  setModel(model: Model | null): void {
    this.model = model;
    const names = (model?.sensors ?? []).map(nameOf);
    this.chosen = new Set(names.filter((name) => this.chosen.has(name)));
    if (this.chosen.size === 0 && names[0] !== undefined) this.chosen.add(names[0]);
    this.count.textContent = names.length > 0 ? String(names.length) : "";
    this.choices.replaceChildren(...names.map((name) => check(name, this.chosen.has(name), (on) => {
      if (on) this.chosen.add(name);
      else this.chosen.delete(name);
      this.setLines();
    }).root));
    if (names.length === 0) this.choices.replaceChildren(make("p", { class: "quiet" }, "This model has no sensors."));
    this.choices.tabIndex = names.length > 5 ? 0 : -1; // to be scrolled by keys
    this.setLines();
  }

  add(frame: Frame): void {
    this.energy.add(frame, this.energyRoot.open);
    this.sensors.add(frame, this.sensorRoot.open);
  }

  /** After the page's colours changed. */
  repaint(): void {
    this.energy.build();
    this.sensors.build();
  }

  private setLines(): void {
    this.sensors.setLines((this.model?.sensors ?? []).filter((sensor) => this.chosen.has(nameOf(sensor))).flatMap((sensor) =>
      Array.from({ length: sensor.dim }, (_, i) => ({
        name: sensor.dim === 1 ? nameOf(sensor) : `${nameOf(sensor)}.${sensor.dim <= 3 ? axisNames[i] : i}`,
        value: (frame: Frame) => frame.numbers(Section.sensors)[sensor.adr + i] ?? NaN,
      }))));
  }
}
