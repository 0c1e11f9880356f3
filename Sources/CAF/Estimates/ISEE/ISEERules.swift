import Kernel

// The rules of an ISEE estimate.
// swift-format-ignore
extension LegalRule {
    static let iseeIncomes     = LegalRule("isee.incomes", ["en": "Income of all members from the second year before", "it": "Redditi di tutti i componenti, del secondo anno precedente"], "D.P.C.M. 159/2013 art. 4 c. 2")
    static let iseeAlimony     = LegalRule("isee.alimony_paid", ["en": "Less alimony paid", "it": "Si sottraggono gli assegni corrisposti"], "D.P.C.M. 159/2013 art. 4 c. 3")
    static let iseeEmployment  = LegalRule("isee.employment_deduction", ["en": "Less 20 percent of wages, up to a limit for each person", "it": "Si sottrae il 20% dei redditi da lavoro dipendente, entro il limite per persona"], "D.P.C.M. 159/2013 art. 4 c. 3")
    static let iseePension     = LegalRule("isee.pension_deduction", ["en": "Less 20 percent of pensions and benefits, up to a limit for each person", "it": "Si sottrae il 20% di pensioni e trattamenti, entro il limite per persona"], "D.P.C.M. 159/2013 art. 4 c. 3")
    static let iseeDisability  = LegalRule("isee.disability_expenses", ["en": "Less medical expenses for a disability, up to a limit for each person", "it": "Si sottraggono le spese sanitarie per disabilità, entro il limite per persona"], "D.P.C.M. 159/2013 art. 4 c. 3")
    static let iseeRent        = LegalRule("isee.rent", ["en": "Less the rent, up to a limit", "it": "Si sottrae il canone di locazione, entro il limite"], "D.P.C.M. 159/2013 art. 4 c. 4")
    static let iseeISR         = LegalRule("isee.isr", ["en": "Income indicator (ISR), never below zero", "it": "Indicatore della situazione reddituale (ISR), mai negativo"], "D.P.C.M. 159/2013 art. 4 c. 1")
    static let iseeAccounts    = LegalRule("isee.accounts", ["en": "Accounts: the greater of balances and yearly averages", "it": "Conti: il maggiore tra saldi e giacenze medie"], "D.P.C.M. 159/2013 art. 5 c. 4")
    static let iseeSecurities  = LegalRule("isee.state_securities", ["en": "Government bonds, postal certificates and savings books above the exempt amount", "it": "Titoli di Stato, buoni e libretti postali oltre la quota esclusa"], "L. 213/2023 art. 1 c. 183; D.P.C.M. 13/2025")
    static let iseeMovable     = LegalRule("isee.movable_assets", ["en": "Financial assets less the allowance", "it": "Patrimonio mobiliare al netto della franchigia"], "D.P.C.M. 159/2013 art. 5 c. 6")
    static let iseeHome        = LegalRule("isee.home", ["en": "Home: two thirds of the value above the threshold", "it": "Abitazione: due terzi del valore che eccede la soglia"], "D.P.C.M. 159/2013 art. 5 c. 2")
    static let iseeFamilyHome  = LegalRule("isee_family.home", ["en": "Home: two thirds of the value above the threshold for family benefits", "it": "Abitazione: due terzi del valore che eccede la soglia delle prestazioni familiari"], "L. 199/2025 art. 1 c. 208")
    static let iseeISP         = LegalRule("isee.isp", ["en": "Asset indicator (ISP)", "it": "Indicatore della situazione patrimoniale (ISP)"], "D.P.C.M. 159/2013 art. 5")
    static let iseeISE         = LegalRule("isee.ise", ["en": "ISE: income plus 20 percent of the assets", "it": "ISE: redditi più il 20% del patrimonio"], "D.P.C.M. 159/2013 art. 2 c. 3")
    static let iseeScale       = LegalRule("isee.scale", ["en": "Equivalence scale", "it": "Scala di equivalenza"], "D.P.C.M. 159/2013 all. 1")
    static let iseeFamilyScale = LegalRule("isee_family.scale", ["en": "Equivalence scale for family benefits", "it": "Scala di equivalenza per le prestazioni familiari"], "D.P.C.M. 159/2013 all. 1; L. 199/2025 art. 1 c. 208")
    static let iseeISEE        = LegalRule("isee.isee", ["en": "ISEE: ISE divided by the equivalence scale", "it": "ISEE: ISE diviso per la scala di equivalenza"], "D.P.C.M. 159/2013 art. 2 c. 3")
}
