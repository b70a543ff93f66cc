export {
  annotatorContract,
  type ContractLaw,
  type ContractRequest,
  type ContractSubject,
} from './annotator-contract.js';
export { askAnnotator, type Asked } from './ask-annotator.js';
export { ContractBroken } from './contract-broken.js';
export { expectFault } from './expect-fault.js';
export { imagesOf } from './images-of.js';
export { FakeAnnotator, type FakeAnswer, type FakeScript } from './fake-annotator.js';
