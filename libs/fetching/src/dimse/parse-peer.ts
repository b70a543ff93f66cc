import { malformedRequest, type DicomPeer } from '@aiaa/annotator';
import { checkedPeer } from './checked-peer.js';

/**
 * Reads `AE@host:port`, such as `ORTHANC@localhost:4242`; an IPv6 address stands in brackets.
 * @throws AnnotationFailed (MalformedRequest) for anything else
 */
export function parsePeer(text: string): DicomPeer {
  // An AE title may hold an @, a host may not.
  const match = /^(.+)@(?:\[([^\]]+)\]|([^@:[\]]+)):(\d{1,5})$/s.exec(text);
  if (!match)
    throw malformedRequest('A DICOM server is written AE@host:port, such as ORTHANC@localhost:4242.');
  const [, calledAeTitle = '', ipv6, host = '', port] = match;
  const peer = { calledAeTitle: calledAeTitle.trim(), host: ipv6 ?? host, port: Number(port) };
  checkedPeer(peer, {});
  return peer;
}
