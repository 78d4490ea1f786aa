import { Signal } from "../signal.ts";

const key = "mujoco-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

/** Light or dark: as the system has it, until a person chooses. */
export class Theme {
  readonly changed = new Signal<void>();

  constructor() {
    dark.addEventListener("change", () => this.apply());
    this.apply();
  }

  toggle(): void {
    try {
      localStorage.setItem(key, this.current === "dark" ? "light" : "dark");
    } catch {
      document.documentElement.dataset["choice"] = this.current === "dark" ? "light" : "dark"; // storage is blocked: for this page alone
    }
    this.apply();
  }

  private get current(): string {
    return document.documentElement.dataset["theme"] ?? "light";
  }

  private apply(): void {
    document.documentElement.dataset["theme"] = chosen() ?? (dark.matches ? "dark" : "light");
    this.changed.emit();
  }
}

function chosen(): string | null {
  try {
    return localStorage.getItem(key) ?? document.documentElement.dataset["choice"] ?? null;
  } catch {
    return document.documentElement.dataset["choice"] ?? null;
  }
}
