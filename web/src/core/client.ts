/** The client asks the worker, and starts another one if it dies or is told to stop. */

import type { Answer, Answers, Facts, Failure, Question } from "./contract";
import CoreWorker from "./worker?worker&inline";

type What = Exclude<Question, { what: "start" }>["what"];
type Asked<W extends What> = Omit<Extract<Question, { what: W }>, "what">;

interface Waiting {
  resolve(answer: Answer<never>): void;
  reject(fault: Error): void;
}

/** A run that the user cancelled, or that ended with its worker. */
export class Stopped extends Error {}

/** Returns the failure of a question whose worker has ended. */
export function stopped(fault: unknown): Failure {
  return { kind: "Stopped", message: fault instanceof Error ? fault.message : String(fault) };
}

/** The core is the compiled library behind a worker. */
export class CoreClient {
  /** Called when a worker has died and another one is there. */
  onRestart: (why: string) => void = () => {};
  private worker: Worker | undefined;
  private waiting = new Map<number, Waiting>();
  private next = 0;
  private ready: Promise<Facts> | undefined;
  private started = false;

  constructor(
    private readonly wasm: ArrayBuffer,
    private readonly make: () => Worker = () => new CoreWorker(),
  ) {}

  /** Starts the worker and returns what the library holds. */
  start(): Promise<Facts> {
    this.ready ??= this.begin();
    return this.ready;
  }

  /**
   * Asks a question, which waits until those before it are answered. It is on its way when the call returns, so that
   * the worker computes while the page goes on.
   */
  async ask<W extends What>(what: W, asked: Asked<W>): Promise<Answer<Answers[W]>> {
    if (!this.started) await this.start();
    return this.send({ what, ...asked } as unknown as Question) as Promise<Answer<Answers[W]>>;
  }

  /**
   * Asks up to three times while the answer is wanted, as the worker may end because of another question; then a failure
   * is the answer.
   */
  async askAgain<W extends What>(
    what: W,
    asked: Asked<W>,
    wanted: () => boolean = () => true,
    left = 2,
  ): Promise<Answer<Answers[W]>> {
    try {
      return await this.ask(what, asked);
    } catch (fault) {
      if (left > 0 && wanted()) return this.askAgain(what, asked, wanted, left - 1);
      return { error: stopped(fault) };
    }
  }

  /** Ends whatever the worker is doing. All questions that wait are rejected with Stopped. */
  cancel(): void {
    this.end("cancelled");
  }

  private async begin(): Promise<Facts> {
    const worker = this.make();
    this.worker = worker;
    worker.onmessage = (message) => this.receive(worker, message.data);
    worker.onerror = (event) => this.died(worker, event.message || "the worker ended");
    const answer = (await this.send({ what: "start", wasm: this.wasm })) as Answer<Facts>;
    if (answer.error) throw new Error(answer.error.message);
    this.started = true;
    return answer.value;
  }

  private send(question: Question): Promise<Answer<never>> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker?.postMessage({ id, question });
    });
  }

  private receive(
    worker: Worker,
    reply: { id: number; answer?: Answer<never>; broken?: string },
  ): void {
    if (worker !== this.worker) return;
    if (reply.broken !== undefined) return this.died(worker, reply.broken);
    this.waiting.get(reply.id)?.resolve(reply.answer as Answer<never>);
    this.waiting.delete(reply.id);
  }

  private died(worker: Worker, why: string): void {
    if (worker !== this.worker) return;
    this.end(why);
    this.onRestart(why);
  }

  private end(why: string): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.ready = undefined;
    this.started = false;
    const left = [...this.waiting.values()];
    this.waiting.clear();
    for (const one of left) one.reject(new Stopped(why));
  }
}
