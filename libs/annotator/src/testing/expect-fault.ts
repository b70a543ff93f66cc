import { AnnotationFailed, type Fault, type FaultTag } from '../faults.js';
import { ContractBroken } from './contract-broken.js';

/** The fault that a request is to fail with. @throws ContractBroken when it is answered, or fails otherwise. */
export async function expectFault(answer: Promise<unknown>, tag: FaultTag): Promise<Fault> {
  const error = await answer.then(
    () => undefined,
    (reason: unknown) => reason ?? new ContractBroken('A request was rejected with nothing.'),
  );
  if (error === undefined) throw new ContractBroken(`A request was answered that had to fail with ${tag}.`);
  if (!(error instanceof AnnotationFailed)) {
    throw new ContractBroken(`A request failed with ${String(error)} where only AnnotationFailed may be.`, {
      cause: error,
    });
  }
  if (error.fault.tag !== tag) {
    throw new ContractBroken(
      `A request failed with ${error.fault.tag} (${error.message}) instead of ${tag}.`,
    );
  }
  if (error.fault.message === '') throw new ContractBroken(`The fault ${tag} says nothing.`);
  return error.fault;
}
