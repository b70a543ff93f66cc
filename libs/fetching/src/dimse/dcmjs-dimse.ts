import dimse from 'dcmjs-dimse';

// A default import: of a named one, Node finds nothing in this CommonJS bundle.
export const { Dataset, Scp, log } = dimse;
export const { Association } = dimse.association;
export const { CEchoRequest, CGetRequest, CStoreRequest } = dimse.requests;
