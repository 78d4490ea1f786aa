import { Latest } from "../net/latest.ts";
import { make, number, section } from "./dom.ts";

/** Something that a slider moves. */
export interface Moved {
  name: string;
  low: number;
  high: number;
  unit: string;
  /** Where its value stands in the frame. */
  address: number;
}

interface Row {
  moved: Moved;
  input: HTMLInputElement;
  output: HTMLOutputElement;
  isHeld: boolean;
}

const positions = 1000;

/** A list of sliders that follow the simulation, except the one that a person moves. */
export class Sliders {
  readonly root: HTMLDetailsElement;
  private readonly list = make("div", { class: "section" });
  private readonly count: HTMLSpanElement;
  private rows: Row[] = [];

  constructor(title: string, isOpen: boolean, private readonly empty: string, private readonly send: (moved: Moved, value: number) => Promise<unknown>, private readonly failed: (reason: Error) => void) {
    const parts = section(title, isOpen);
    parts.body.replaceWith(this.list);
    [this.root, this.count] = [parts.root, parts.count];
  }

  setRows(moved: Moved[]): void {
    this.rows = moved.map((one) => this.row(one));
    this.count.textContent = moved.length > 0 ? String(moved.length) : "";
    this.list.replaceChildren(...(moved.length > 0 ? this.rows.map((row) => row.input.parentElement!) : [make("p", { class: "quiet" }, this.empty)]));
  }

  /** Shows the values of a frame. */
  follow(values: Float64Array): void {
    if (!this.root.open) return;
    for (const row of this.rows) {
      const value = values[row.moved.address] ?? 0;
      if (!row.isHeld) show(row, value);
    }
  }

  /** Sets all to a value. */
  async setAll(value: number): Promise<void> {
    for (const { moved } of this.rows) await this.send(moved, Math.min(moved.high, Math.max(moved.low, value)));
  }

  private row(moved: Moved): Row {
    const input = make("input", { type: "range", min: moved.low, max: moved.high, step: (moved.high - moved.low) / positions, "aria-label": moved.name });
    const output = make("output");
    make("div", { class: "slider" }, make("span", { class: "name", title: moved.name }, moved.name), output, input);
    const row = { moved, input, output, isHeld: false };
    const latest = new Latest<number>((value) => this.send(moved, value), this.failed);
    input.addEventListener("input", () => {
      row.isHeld = true;
      output.value = words(moved, input.valueAsNumber);
      latest.push(input.valueAsNumber);
    });
    for (const end of ["change", "blur"]) input.addEventListener(end, () => (row.isHeld = false));
    return row;
  }
}

const words = (moved: Moved, value: number) => `${number(value)}${moved.unit}`;

function show({ moved, input, output }: Row, value: number): void {
  const text = words(moved, value);
  if (output.value === text) return;
  output.value = text;
  input.value = String(value);
  input.setAttribute("aria-valuetext", text);
}
