#!/usr/bin/env node
// serve.mjs FOLDER: runs Orthanc and DCMTK's dcmqrscp, all state in FOLDER, until its input ends or it is told to stop.
// When both answer, it prints one line of JSON: {"orthanc": {...}, "dcmqrscp": {...}}, each with host, port and
// aeTitle, Orthanc with httpPort too; a server whose program is not on PATH is null. With ORTHANC_REFUSES_GET=1 Orthanc
// refuses C-GET, as it does unless it is told otherwise.
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { delimiter, join, resolve } from 'node:path';

const HOST = '127.0.0.1';
const folder = resolve(process.argv[2] ?? usage());
const children = [];

// DCMTK leaves Nagle's algorithm on, which stalls each small message by 40 ms on a loopback interface.
const env = { ...process.env, TCP_NODELAY: '1' };

// Without a profile, dcmqrscp takes and sends uncompressed instances only.
const SYNTAXES = [
  'LittleEndianExplicit',
  'LittleEndianImplicit',
  'JPEGLossless:Non-hierarchical-1stOrderPrediction',
  'JPEG2000LosslessOnly',
  'JPEGLSLossless',
  'RLELossless',
];
const MODELS = ['FIND', 'GET'].flatMap((verb) =>
  ['Patient', 'Study'].map((root) => `${verb}${root}RootQueryRetrieveInformationModel`),
);
const CLASSES = ['CTImageStorage', 'MRImageStorage', 'SecondaryCaptureImageStorage'];
const numbered = (word, values) => values.map((value, at) => `${word}${at + 1} = ${value}`);
const PROFILE = [
  '[[TransferSyntaxes]]',
  '[Uncompressed]',
  ...numbered('TransferSyntax', SYNTAXES.slice(0, 2)),
  '[Any]',
  ...numbered('TransferSyntax', SYNTAXES),
  '[[PresentationContexts]]',
  '[All]',
  ...numbered('PresentationContext', [
    'VerificationSOPClass\\Uncompressed',
    ...MODELS.map((model) => `${model}\\Uncompressed`),
    ...CLASSES.map((one) => `${one}\\Any`),
  ]),
  '[[SCPSCURoleSelection]]',
  '[All]',
  ...numbered(
    'Role',
    CLASSES.map((one) => `${one}\\BOTH`),
  ),
  '[[Profiles]]',
  '[All]',
  'PresentationContexts = All',
  'SCPSCURoleSelection = All',
  '',
].join('\n');

process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));
process.on('SIGTERM', () => process.exit(0));
process.on('SIGINT', () => process.exit(0));
process.stdin.on('end', () => process.exit(0)).resume();

mkdirSync(folder, { recursive: true });
const orthanc = onPath('Orthanc') ? await startOrthanc() : null;
const dcmqrscp = onPath('dcmqrscp') ? await startDcmqrscp() : null;
process.stdout.write(`${JSON.stringify({ orthanc, dcmqrscp })}\n`);

async function startOrthanc() {
  const [port, httpPort] = [await freePort(), await freePort()];
  const plugin = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so';
  const database = join(folder, 'orthanc');
  const config = {
    StorageDirectory: database,
    IndexDirectory: database,
    HttpPort: httpPort,
    DicomPort: port,
    DicomAet: 'ORTHANC',
    // By default any called AE title is taken, and C-GET is refused to whom it does not know.
    DicomCheckCalledAet: true,
    DicomAlwaysAllowEcho: true,
    DicomAlwaysAllowFind: true,
    DicomAlwaysAllowGet: process.env.ORTHANC_REFUSES_GET !== '1',
    DicomAlwaysAllowStore: true,
    UnknownSopClassAccepted: true,
    OverwriteInstances: true,
    RemoteAccessAllowed: false,
    AuthenticationEnabled: false,
    Plugins: existsSync(plugin) ? [plugin] : [],
    DicomWeb: { Enable: true, Root: '/dicom-web/' },
  };
  mkdirSync(database, { recursive: true });
  start('Orthanc', [write('orthanc.json', JSON.stringify(config, null, 2))]);
  await answers(httpPort);
  await answers(port);
  return { host: HOST, port, aeTitle: 'ORTHANC', httpPort };
}

async function startDcmqrscp() {
  const port = await freePort();
  const database = join(folder, 'dcmqrscp');
  const config = `
NetworkTCPPort  = ${port}
MaxPDUSize      = 131072
MaxAssociations = 16
HostTable BEGIN
HostTable END
VendorTable BEGIN
VendorTable END
AETable BEGIN
QRSCP ${database} RW (200, 4096mb) ANY
AETable END
`;
  mkdirSync(database, { recursive: true });
  const profile = write('dcmqrscp.profile', PROFILE);
  start('dcmqrscp', ['-c', write('dcmqrscp.cfg', config), '-xf', profile, 'All', 'All']);
  await answers(port);
  return { host: HOST, port, aeTitle: 'QRSCP', folder: database };
}

function start(program, args) {
  const log = openSync(join(folder, `${program}.log`), 'w');
  const child = spawn(program, args, { env, cwd: folder, stdio: ['ignore', log, log] });
  children.push(child);
  child.on('exit', (code) => {
    process.stderr.write(`${program} ended (${code}); see ${join(folder, program)}.log\n`);
    process.exit(1);
  });
}

function write(name, text) {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

function onPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((part) => {
    try {
      accessSync(join(part, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer().on('error', fail);
    server.listen(0, HOST, () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

async function answers(port) {
  for (let tries = 0; tries < 300; tries++) {
    if (await connects(port)) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`Nothing answers at ${HOST}:${port}.`);
}

function connects(port) {
  return new Promise((done) => {
    const socket = connect(port, HOST, () => done(true) ?? socket.destroy()).on('error', () => done(false));
  });
}

function usage() {
  process.stderr.write('usage: serve.mjs FOLDER\n');
  process.exit(2);
}
