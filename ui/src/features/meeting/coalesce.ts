/** Many changes in a row become few pictures: at once when it is quiet, else at most once in `pause`, never two under way. */
export class Coalesce {
  private wanted = false
  private running = false
  private timer: ReturnType<typeof setTimeout> | undefined
  private next = 0

  constructor(
    private readonly work: () => Promise<void>,
    private readonly pause: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Something has changed. */
  ask(): void {
    this.wanted = true
    if (this.running || this.timer !== undefined) return
    const wait = this.next - this.now()
    if (wait <= 0) void this.run()
    else this.timer = setTimeout(() => void this.run(), wait)
  }

  stop(): void {
    this.wanted = false
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private async run(): Promise<void> {
    this.timer = undefined
    this.wanted = false
    this.running = true
    this.next = this.now() + this.pause
    try {
      await this.work()
    } finally {
      this.running = false
      if (this.wanted) this.ask()
    }
  }
}
