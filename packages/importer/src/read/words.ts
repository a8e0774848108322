/**
 * Words that tell a number apart from a citation mark. Kinds of word, not names: a page may speak
 * of any drug or gene.
 */
export const words = {
  /** Before a point and a number these name a place: “Fig.2”. */
  abbreviation:
    /(?:^|[\s(])(?:figs?|nos?|nr|vols?|pp?|vs|eqs?|refs?|secs?|tabs?|ch|v|ver|approx|ca|suppl|doi|PMID|ISBN|ISSN|n|P)\s?[.:]$/iu,
  /** Words that a number belongs to: “grade3”, “Table2”. */
  counted:
    /^(?:figures?|figs?|tables?|box|boxes|sections?|chapters?|appendix|equations?|eqs?|supplementary|steps?|stages?|grades?|phases?|types?|days?|weeks?|months?|years?|pages?|cohorts?|arms?|levels?|groups?|class|versions?|parts?|panels?|exons?|introns?|chromosomes?|chr|top|log|ln|exp|pH)$/iu,
  /** Units that take a power, and units written after a number. */
  unit: /^(?:[mcdknµμ]?m|ft|in|[kmµμn]?g|[mdµμ]?[lL]|m?s|min|h|hr|[mµμnp]?mol|[mµμn]M|px|k?Da|[kM]?Hz|[mc]?Gy|[kMG]?Bq|mCi|dB)$/u,
  /** Units that are raised to a power: lengths, seconds and concentrations. */
  powerUnit: /^(?:[mcdknµμ]?m|ft|s|[mµμn]M)$/u,
  /** Lower-case symbols of genes, proteins and the like. */
  symbol:
    /^(?:p|c|q|mi|mir|let|sh|si|cyp|il|hsp|bcl|cdk|cdc|ras|myc|sox|pax|fox|hox|wnt|notch|caspase|interleukin|cytochrome|vitamin|omega|alpha|beta|gamma|delta|kappa|factor|receptor|covid|sars)$/iu,
  /** Words that end like an enzyme. */
  endsInAse:
    /^(?:data|ware|knowledge)?bases?$|(?:case|crease|phase|chase|please|release|lease|disease|erase|ease|tease|phrase|vase)$/iu,
  /** Short words of running text that may end a statement. */
  short:
    /^(?:al|use|men|age|risk|them|this|that|gut|lung|skin|drug|drugs|care|pain|life|cell|cells|data|rate|was|are|and|or|of|in|by|to|is|it|the|for|on|at|as|set|one|two|ten|six|way|new|low|all|its|day|box|map|act|her|him|us|so|see|off|out)$/u,
}
