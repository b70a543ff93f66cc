export { FakeClock } from './fake-clock.js';
export { ContractBroken } from './contract-broken.js';
export { sessionStoreContract, type ContractLaw, type ContractSubject } from './session-store-contract.js';
