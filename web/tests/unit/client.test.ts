import { expect, test } from "vitest";
import { CoreClient } from "../../src/core/client";

type Message = { id: number; question: { what: string } };

/** Returns a client whose workers die at their first questions but the start, so many times. */
function dying(times: number): CoreClient {
  let left = times;
  const make = () => {
    const worker = {
      onmessage: (_: unknown) => {},
      terminate: () => {},
      postMessage({ id, question }: Message) {
        const dies = question.what !== "start" && left-- > 0;
        const reply = dies
          ? { id, broken: "out of order" }
          : { id, answer: { value: question.what } };
        queueMicrotask(() => worker.onmessage({ data: reply }));
      },
    };
    return worker as unknown as Worker;
  };
  return new CoreClient(new ArrayBuffer(0), make);
}

test("a question is asked again when its worker ends, and answered with a failure in the end", async () => {
  const asked = { text: "naltrexone 4.5 mg po" };
  await expect(dying(1).ask("regimen", asked)).rejects.toThrow("out of order");
  expect(await dying(2).askAgain("regimen", asked)).toEqual({ value: "regimen" });
  expect(await dying(3).askAgain("regimen", asked)).toEqual({
    error: { kind: "Stopped", message: "out of order" },
  });
});
