import { find, make } from "./dom.ts";
import { shortcuts } from "./shortcuts.ts";

const mouse: [string, string][] = [
  ["Drag", "turn the camera"],
  ["Right or Shift drag", "move it sideways"],
  ["Wheel, pinch", "nearer or farther"],
  ["Double click, tap", "select a body"],
  ["Ctrl drag", "pull a body; with a finger, switch on “Drag pulls bodies” in the controls"],
];

const keysOf = (keys: string) => keys.split(" ").flatMap((key, i) => [i > 0 ? " " : "", make("kbd", {}, key)]);
const list = (rows: [string, string][], show: (how: string) => (Node | string)[]) => make("dl", {}, ...rows.flatMap(([how, does]) => [make("dt", {}, ...show(how)), make("dd", {}, does)]));

/** The help, as a dialog. */
export function openHelp(): void {
  const dialog = find<HTMLDialogElement>("help-dialog");
  if (!dialog.firstChild) {
    const rows = shortcuts.map(({ keys, does }): [string, string] => [keys, does]);
    const halves = [rows.slice(0, rows.length / 2), rows.slice(rows.length / 2)];
    const close = make("button", { class: "close", type: "button" }, "Close");
    close.addEventListener("click", () => dialog.close());
    dialog.append(close, make("h2", { id: "help-title" }, "Help"),
      make("p", { class: "quiet" }, "What you do here is done by the session like a call of its agent: in order, recorded, and kept when the process behind it crashes."),
      make("h3", {}, "Mouse and fingers"), list(mouse, (how) => [how]),
      make("h3", {}, "Keys"), make("div", { class: "columns" }, ...halves.map((half) => list(half, keysOf))));
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close(); // beside it
    });
  }
  dialog.showModal();
}
