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
  --studio DIR     a built Studio to serve under the same address
  --no-demo-users  for several people: nobody can sign in whom you did not add
  --public-url URL where people reach it, when it stands behind a proxy
  --json           print one line of JSON when ready`,
  users: `net-therapies users list
net-therapies users add ID --name NAME --role ROLE [--email EMAIL] [--robot]
net-therapies users remove ID
net-therapies users link ID
net-therapies users token create ID [--label TEXT] [--expires 90d]
net-therapies users token list
net-therapies users token revoke TOKEN-ID
net-therapies users role list
net-therapies users role add FILE
net-therapies users role remove NAME

Manages who may use the lake in a folder, also while it runs. A person signs in
by the link; a program (--robot) has tokens. A token is printed once and kept as
a hash. A role is a file such as
  {"name": "proofreader", "title": "Proofreader", "grants":
    [{"filter": "_id in path('drafts.**')", "permissions": ["read", "update"]}]}

  --data DIR       folder of the lake (default .data)
  --json           print lists and the new token as JSON`,
  backup: `net-therapies backup FILE [--data DIR]

Copies everything the lake has into one file: documents, history, pictures,
users and the hashes of their tokens. Safe while the lake runs.`,
  restore: `net-therapies restore FILE [--data DIR] [--force]

Checks a backup, its history included, and puts it into a folder in which no lake
runs.

  --data DIR       folder for the lake (default .data)
  --force          replace the lake that is there`,
  verify: `net-therapies verify [--data DIR] [--json]

Recomputes every hash of the history and every document from it, and ends with 1
when a row was changed by anything but the lake.`,
  sanity: `net-therapies sanity [--data DIR] [--as USER] COMMAND …

Runs the real “sanity” command against the running lake instead of the service,
for example
  net-therapies sanity dataset export production out.tar.gz
  net-therapies sanity dataset import out.tar.gz production --replace
  net-therapies sanity documents query '*[_type == "therapy"]{name}'
  net-therapies sanity migration run add-summary --no-dry-run
It reaches the lake and nothing else. What the lake refuses, such as publishing
a text without approval, it refuses here as well; “backup” moves a lake whole.

  --data DIR       folder of the running lake (default .data)
  --as USER        user to act as (default: the first administrator)`,
  check: `net-therapies check [options]

Looks through the sources of the running lake and through what cites them, each
document as its draft where there is one, and counts the published pages whose
next review is overdue. Ends with 1 when there is an error.
The codes are explained in the README of @net-therapies/citations.

  --published      look at published documents only
  --format text    report for people (default), or json
  --max-age YEARS  a source from more years ago is old (default 10)
  --today DAY      count the years from this day (default today)
  --data DIR       folder of the running lake (default .data)
  --url URL        address of another lake; needs a token
  --token TOKEN    token that can read drafts; better: environment NET_THERAPIES_TOKEN
  --dataset NAME   dataset to read (default: the running lake's)`,
  audit: `net-therapies audit [options]

Lists every published document with who wrote it, who approved exactly this text
and when, who published it and the digest of the text. It judges by the history
alone, and recomputes the chain of hashes where the folder of the lake is at
hand. Ends with 1 when something is amiss.

  --format text    report for people (default), json, csv or html
  --data DIR       folder of the running lake (default .data)
  --url URL        address of another lake; needs a token
  --hosted         a project at Sanity; needs --project and a token
  --project ID     its id
  --token TOKEN    token that can read drafts and history; better: environment
                   NET_THERAPIES_TOKEN
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
  sanity …                run the “sanity” command against the lake
  users                   manage who may use it
  backup FILE             copy everything it has into one file
  restore FILE            put such a copy into a folder
  verify                  look for changes to its history
  references parse FILE   turn references into CSL-JSON, BibTeX, RIS, AMA or Vancouver
  check                   look for problems in the sources of the lake
  audit                   list who wrote and approved what is published
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
