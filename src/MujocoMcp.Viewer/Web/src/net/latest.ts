/** Sends values of which only the newest matters: one on its way at a time, the newest next. */
export class Latest<T> {
  private next: { value: T } | null = null;
  private busy = false;

  constructor(private readonly send: (value: T) => Promise<unknown>, private readonly failed: (reason: Error) => void) {}

  push(value: T): void {
    this.next = { value };
    if (!this.busy) void this.drain();
  }

  /** Forgets what hasn't been sent. */
  drop(): void {
    this.next = null;
  }

  private async drain(): Promise<void> {
    this.busy = true;
    while (this.next) {
      const { value } = this.next;
      this.next = null;
      try {
        await this.send(value);
      } catch (reason) {
        this.failed(reason as Error);
      }
    }
    this.busy = false;
  }
}
