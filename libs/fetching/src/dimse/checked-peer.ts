import { malformedRequest, type DicomPeer } from '@aiaa/annotator';
import { checkedAeTitle } from './checked-ae-title.js';
import { DEFAULT_CALLING_AE_TITLE, type DicomOptions } from './dicom-options.js';

/** A peer that can be called: all its words are fit for the wire and for a sentence. */
export interface CheckedPeer extends DicomPeer {
  readonly callingAeTitle: string;
}

/** @throws AnnotationFailed (MalformedRequest) that names what is wrong */
export function checkedPeer(peer: DicomPeer, options: DicomOptions): CheckedPeer {
  const { host, port } = peer;
  if (!/^[\w.:%-]{1,255}$/.test(host))
    throw malformedRequest('The address of a DICOM server must be the name or the address of a host.');
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw malformedRequest('The port of a DICOM server must be an integer from 1 to 65535.');
  const calling = peer.callingAeTitle ?? options.callingAeTitle ?? DEFAULT_CALLING_AE_TITLE;
  return {
    ...peer,
    calledAeTitle: checkedAeTitle(peer.calledAeTitle, 'called'),
    callingAeTitle: checkedAeTitle(calling, 'calling'),
  };
}
