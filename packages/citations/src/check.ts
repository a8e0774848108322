export {checkCitations, citationProblemsFor, type CheckOptions} from './check-citations.ts'
export {type Problem, type ProblemCode, PROBLEMS} from './problems.ts'
