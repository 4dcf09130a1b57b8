/**
 * Saves go out one at a time, in the order in which cells were left. A cell that waits takes the newer text in its place,
 * so that the last value wins and none overtakes another.
 */
export interface Job {
  /** Which cell. */
  key: string
  text: string
}
export interface Ends<R> {
  sent: (job: Job) => void
  saved: (job: Job, answer: R) => void
  refused: (job: Job, thrown: unknown) => void
  /** How many are under way or wait. */
  count: (waiting: number) => void
}

export class SaveQueue<R> {
  readonly #send: (job: Job) => Promise<R>
  readonly #ends: Ends<R>
  readonly #waiting: Job[] = []
  #running = false
  #resting: (() => void)[] = []

  constructor(send: (job: Job) => Promise<R>, ends: Ends<R>) {
    this.#send = send
    this.#ends = ends
  }

  push(job: Job): void {
    const there = this.#waiting.find((waits) => waits.key === job.key)
    if (there) there.text = job.text
    else this.#waiting.push({ ...job })
    this.#tell()
    void this.#run()
  }

  /** Whether a newer text of the cell waits. */
  holds(key: string): boolean {
    return this.#waiting.some((job) => job.key === key)
  }

  /** Resolves when nothing is under way. */
  rest(): Promise<void> {
    if (!this.#running && this.#waiting.length === 0) return Promise.resolve()
    return new Promise((resolve) => this.#resting.push(resolve))
  }

  #tell(): void {
    this.#ends.count(this.#waiting.length + (this.#running ? 1 : 0))
  }

  async #run(): Promise<void> {
    if (this.#running) return
    this.#running = true
    for (let job = this.#waiting.shift(); job !== undefined; job = this.#waiting.shift()) {
      this.#ends.sent(job)
      try {
        this.#ends.saved(job, await this.#send(job))
      } catch (thrown) {
        this.#ends.refused(job, thrown)
      }
      this.#tell()
    }
    this.#running = false
    this.#tell()
    for (const resolve of this.#resting.splice(0)) resolve()
  }
}
