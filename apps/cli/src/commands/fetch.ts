import { Command, Option } from 'commander';
import { QUERY_LEVELS, type DicomPeer, type ImageSource, type QueryLevel } from '@aiaa/annotator';
import { parsePeerName, peerOf, tlsFilesOf, withDicomOptions, type DicomFlags } from '../dicom-options.js';
import { fetchFolder } from '../fetch-folder.js';
import { UsageProblem } from '../usage-problem.js';
import { webRequestOf, withWebOptions, type WebFlags } from '../web-options.js';

interface Out {
  readonly out: string;
}

interface SeriesFlags {
  readonly patient?: string;
  readonly study?: string;
  readonly series?: string;
}

interface LevelFlags extends SeriesFlags {
  readonly level?: QueryLevel;
}

const withOut = (command: Command): Command =>
  command.requiredOption('-o, --out <folder>', 'where to put the files; made, and not there yet');

const withSeries = (command: Command): Command =>
  command
    .option('--study <uid>', 'its Study Instance UID')
    .option('--series <uid>', 'its Series Instance UID');

/** `aiaa fetch dicom|web|http ... --out folder`: the files of an image, from where they are kept. */
export const fetchCommand = (): Command =>
  new Command('fetch')
    .description('fetch an image from a DICOM server or a URL')
    .addCommand(dicomCommand())
    .addCommand(webCommand())
    .addCommand(httpCommand());

const dicomCommand = (): Command =>
  withOut(
    withDicomOptions(
      withSeries(
        new Command('dicom')
          .description('retrieve a series from a DICOM server by C-GET')
          .argument('<server>', 'the server, as AE@host:port', parsePeerName)
          .option('--patient <id>', 'its Patient ID')
          .addOption(
            new Option('--level <level>', 'what to ask for (default: the lowest that is named)').choices(
              QUERY_LEVELS,
            ),
          ),
      ),
    ),
  ).action((peer: DicomPeer, flags: LevelFlags & DicomFlags & Out) =>
    fetchFolder({ kind: 'dicom', ...peerOf(peer, flags), ...queryOf(flags) }, flags.out, tlsFilesOf(flags)),
  );

const webCommand = (): Command =>
  withOut(
    withWebOptions(
      withSeries(
        new Command('web')
          .description('retrieve a series from a DICOMweb server by WADO-RS')
          .argument('<url>', 'the root of the service, such as https://pacs/dicom-web'),
      ),
    ),
  ).action((url: string, flags: SeriesFlags & WebFlags & Out) => {
    const { study, series } = flags;
    if (study === undefined || series === undefined)
      throw new UsageProblem('DICOMweb finds a series by --study and --series: name both.');
    const { headers, auth } = webRequestOf(flags);
    const source: ImageSource = { kind: 'dicomweb', url, studyUid: study, seriesUid: series, headers };
    return fetchFolder(auth === undefined ? source : { ...source, auth }, flags.out);
  });

const httpCommand = (): Command =>
  withOut(
    withWebOptions(
      new Command('http')
        .description('download an image, or an archive of one')
        .argument('<url>', 'where it is'),
    ),
  ).action((url: string, flags: WebFlags & Out) =>
    fetchFolder({ kind: 'http', url, ...webRequestOf(flags) }, flags.out),
  );

function queryOf({ patient, study, series, level }: LevelFlags) {
  return {
    queryLevel: level ?? levelOf({ study, series }),
    ...(patient === undefined ? {} : { patientId: patient }),
    ...(study === undefined ? {} : { studyUid: study }),
    ...(series === undefined ? {} : { seriesUid: series }),
  };
}

const levelOf = ({ study, series }: Record<'study' | 'series', string | undefined>): QueryLevel =>
  series !== undefined ? 'SERIES' : study !== undefined ? 'STUDY' : 'PATIENT';
