import {usageError} from '../command-error.ts'

const topics: Record<string, string> = {
  import: `net-therapies import FILE|FOLDER|URL|- [options]

Turns patient pages into drafts and reports every problem in them: plain text,
HTML, Markdown and Word files (.docx). “-” reads from standard input.

  --dry-run        write nothing; needs no lake
  --format text    report for people (default), or json
  --report FILE    also write an HTML page with each mark and problem in its place
  --into DATASET   dataset to write to (default: the running lake's)
  --data DIR       folder of the running lake (default .data)
  --url URL        address of another lake; needs a token
  --token TOKEN    token of a writer; better: environment NET_THERAPIES_TOKEN`,
  serve: `net-therapies serve [options]

Runs the local lake until Ctrl-C.

  --port N         port on this machine (default 3333; 0 picks a free one)
  --data DIR       folder of the SQLite file (default .data)
  --dataset NAME   name of the dataset (default production)
  --json           print one line of JSON when ready`,
  check: `net-therapies check [options]

Looks through the sources of the running lake and through what cites them, each
document as its draft where there is one. Ends with 1 when there is an error.
The codes are explained in the README of @net-therapies/citations.

  --published      look at published documents only
  --format text    report for people (default), or json
  --max-age YEARS  a source from more years ago is old (default 10)
  --today DAY      count the years from this day (default today)
  --data DIR       folder of the running lake (default .data)
  --url URL        address of another lake; needs a token
  --token TOKEN    token that can read drafts; better: environment NET_THERAPIES_TOKEN
  --dataset NAME   dataset to read (default: the running lake's)`,
  citations: `net-therapies citations refresh [--retractions FILE] [--online] [options]
net-therapies citations list PAGE [--drafts] [--format ama|vancouver] [options]

refresh asks whether sources were retracted, corrected or put under concern, and
writes what is new into drafts; a published source is never changed.
list prints the numbered references of a page, named by its slug.

  --retractions FILE  the CSV of Retraction Watch; needs no network
  --online            ask Crossref, or PubMed for a source without a DOI
  --dry-run           write nothing
  --drafts            list what the page will cite once its drafts are published
  --data DIR          folder of the running lake (default .data)
  --url URL           address of another lake; needs a token
  --token TOKEN       token of a writer; better: environment NET_THERAPIES_TOKEN
  --dataset NAME      dataset (default: the running lake's)`,
  references: `net-therapies references parse FILE|- [options]

Reads references and prints them in another format, in the order in which they
stand. FILE is text with one reference in each line, BibTeX, RIS, PubMed nbib,
PubMed XML or CSL-JSON. Where a line cannot be read, CSL-JSON has null and
standard error says which line it was.

  --format FORMAT  csl-json (default), bibtex, ris, ama or vancouver
  --from FORMAT    text, csl-json, bibtex, ris, nbib or pubmed-xml, where it
                   should not be told from how the file begins
  --html           print ama or vancouver as HTML`,
}

const overview = `net-therapies COMMAND

  import FILE             turn patient pages into drafts
  serve                   run the local lake
  references parse FILE   turn references into CSL-JSON, BibTeX, RIS, AMA or Vancouver
  check                   look for problems in the sources of the lake
  citations refresh       ask whether sources were retracted
  citations list PAGE     print the numbered references of a page
  help COMMAND            say more about one command
  --version               print the version`

/** Prints help on a command, or on all. */
export function help([topic]: string[]): number {
  const text = topic === undefined ? overview : topics[topic]
  if (text === undefined) throw usageError(`there is no command “${topic}”.`)
  process.stdout.write(`${text}\n`)
  return 0
}
