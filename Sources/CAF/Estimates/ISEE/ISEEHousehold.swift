import Kernel

/// A household as its ISEE sees it: who is in it, what they earned, what they own; wherever the answers came from.
struct ISEEHousehold: Sendable {
    var members: [Member]
    /// A year's rent, when the home is rented.
    var rent = Exact.zero
    var accountBalances = Exact.zero
    var accountAverages = Exact.zero
    var stateSecurities = Exact.zero
    var otherFinancial = Exact.zero
    var figurativeIncome = Exact.zero
    /// What the home is worth beyond its mortgage.
    var home = Exact.zero
    /// Where the home is, by the Belfiore code of the comune.
    var homeMunicipality: CadastralCode?
    /// What the rest of the real estate is worth beyond its mortgages.
    var otherRealEstate = Exact.zero
    var notes: [EstimateNote.Kind] = []

    struct Member: Sendable {
        var age: Int
        var role: Role
        var hasWorked = false
        var isDisabled = false
        var isInCare = false
        var employment = Exact.zero
        /// Pensions, and benefits of welfare.
        var pension = Exact.zero
        var otherIncome = Exact.zero
        var alimonyPaid = Exact.zero
        var disabilityExpenses = Exact.zero

        var income: Exact { employment + pension + otherIncome }
        var isMinorChild: Bool { role == .child && age < 18 }
    }

    enum Role: String, Codable, CaseIterable, Sendable {
        case parent, child, other
    }

    var children: Int { members.filter { $0.role == .child }.count }
    private var parents: [Member] { members.filter { $0.role == .parent } }

    /// Whether both parents, or the only one, worked for six months, or a parent is alone with minors.
    var hasWorkingParents: Bool {
        guard members.contains(where: \.isMinorChild), !parents.isEmpty else { return false }
        let isAloneWithMinors =
            parents.count == 1 && members.allSatisfy { $0.role == .parent || $0.isMinorChild }
        return isAloneWithMinors || parents.allSatisfy(\.hasWorked)
    }

    var hasInfant: Bool { members.contains { $0.role == .child && $0.age < 3 } }

    var isHomeInMetropolis: Bool {
        homeMunicipality.map { ISEEParameters.metropolises.contains($0.rawValue) } ?? false
    }
}

// swift-format-ignore
extension EstimateNote.Kind {
    static let noFigurativeIncome = Self(code: "figurative_income_left_out", text: ["en": "The figurative income of financial assets is not included: its rate is set each year and was not given.", "it": "Il reddito figurativo delle attività finanziarie non è compreso: il tasso è fissato ogni anno e non è stato indicato."])
    static let passbooksOrdinary  = Self(code: "passbooks_taken_as_bank_accounts", text: ["en": "Savings books are taken as a bank's; postal ones are exempt together with government bonds.", "it": "I libretti di risparmio sono considerati bancari; quelli postali sono esclusi insieme ai titoli di Stato."])
    static let homeWhereUnknown   = Self(code: "home_municipality_unknown", text: ["en": "The comune of the home is not known, so the threshold is that outside the metropolitan capitals.", "it": "Il comune dell'abitazione non è indicato: si applica la soglia fuori dai capoluoghi metropolitani."])
    static let absentParents      = Self(code: "absent_parents_left_out", text: ["en": "The parents who do not live with their children are not included.", "it": "I genitori non conviventi non sono considerati."])
}
