import type {SampleDocument} from './document.ts'
import {sampleFields} from './document.ts'
import {slug} from './facts.ts'

type BodySystem =
  | 'digestive'
  | 'cardiovascular'
  | 'blood'
  | 'skin'
  | 'mouth'
  | 'liver'
  | 'kidneys'
  | 'lungs'
  | 'metabolism'
  | 'nerves'
  | 'immunity'
  | 'general'

const symptom = (id: string, name: string, medicalTerm: string, bodySystem: BodySystem) =>
  sideEffect('symptom', id, name, medicalTerm, bodySystem)

const sign = (id: string, name: string, medicalTerm: string, bodySystem: BodySystem) =>
  sideEffect('sign', id, name, medicalTerm, bodySystem)

function sideEffect(
  kind: 'symptom' | 'sign',
  id: string,
  name: string,
  medicalTerm: string,
  bodySystem: BodySystem,
): SampleDocument {
  return {
    _id: `side-effect-${id}`,
    _type: 'sideEffect',
    name,
    slug: slug(id),
    medicalTerm,
    kind,
    bodySystem,
    ...sampleFields,
  }
}

/** Side effects under their everyday names. */
export const sideEffects = [
  symptom('nausea', 'Feeling sick to your stomach', 'nausea', 'digestive'),
  symptom('vomiting', 'Throwing up', 'vomiting', 'digestive'),
  symptom('diarrhea', 'Loose, frequent stools', 'diarrhea', 'digestive'),
  symptom('abdominal-cramping', 'Stomach cramps', 'abdominal cramping', 'digestive'),
  symptom('steatorrhea', 'Pale, greasy or oily stools', 'steatorrhea', 'digestive'),
  symptom('abdominal-pain', 'Belly pain', 'abdominal pain', 'digestive'),
  symptom('constipation', 'Hard or infrequent stools', 'constipation', 'digestive'),
  symptom('flatulence', 'Gas', 'flatulence', 'digestive'),
  symptom('decreased-appetite', 'Not feeling hungry', 'decreased appetite', 'digestive'),
  symptom(
    'gastrointestinal-toxicity',
    'Stomach and bowel problems',
    'gastrointestinal toxicity',
    'digestive',
  ),
  sign('gallstones', 'Gallstones or thick bile', 'biliary sludge or cholelithiasis', 'liver'),
  sign('raised-liver-enzymes', 'Raised liver enzyme in blood tests', 'increased GGT', 'liver'),
  sign('hypothyroidism', 'Underactive thyroid', 'hypothyroidism', 'metabolism'),
  sign('hyperglycemia', 'High blood sugar', 'hyperglycemia', 'metabolism'),
  sign('hypoglycemia', 'Low blood sugar', 'hypoglycemia', 'metabolism'),
  sign('hypercholesterolemia', 'High cholesterol', 'hypercholesterolemia', 'metabolism'),
  symptom('arrhythmia', 'Uneven heartbeat', 'arrhythmia', 'cardiovascular'),
  sign('hypertension', 'High blood pressure', 'hypertension', 'cardiovascular'),
  symptom('stomatitis', 'Mouth sores', 'stomatitis', 'mouth'),
  symptom('dysgeusia', 'Changed sense of taste', 'dysgeusia', 'mouth'),
  symptom('rash', 'Skin rash', 'rash', 'skin'),
  symptom('pruritus', 'Itchy skin', 'pruritus', 'skin'),
  symptom('hand-foot-syndrome', 'Sore hands and feet', 'palmar-plantar erythrodysesthesia', 'skin'),
  symptom('cutaneous-toxicity', 'Skin problems', 'cutaneous toxicity', 'skin'),
  symptom('fatigue', 'Tiredness', 'fatigue', 'general'),
  symptom('headache', 'Headache', 'headache', 'nerves'),
  symptom('dysphonia', 'Hoarse voice', 'dysphonia', 'general'),
  symptom('infection', 'Infections', 'infection', 'immunity'),
  symptom('pneumonitis', 'Lung inflammation', 'pneumonitis', 'lungs'),
  symptom('cough', 'Cough', 'cough', 'lungs'),
  sign('anemia', 'Low red blood cells', 'anemia', 'blood'),
  sign('neutropenia', 'Low infection-fighting white blood cells', 'neutropenia', 'blood'),
  sign('lymphopenia', 'Low lymphocytes (white blood cells)', 'lymphopenia', 'blood'),
  sign(
    'thrombocytopenia',
    'Low platelets (easy bruising or bleeding)',
    'thrombocytopenia',
    'blood',
  ),
  sign('hematologic-toxicity', 'Low blood cells', 'hematologic toxicity', 'blood'),
  sign(
    'myelodysplastic-syndrome',
    'A serious blood and bone marrow disease',
    'myelodysplastic syndrome',
    'blood',
  ),
  sign('kidney-damage', 'Kidney damage', 'renal toxicity', 'kidneys'),
]
