import Kernel

/// A household with its income and assets, from a question or from the sections of a request.
struct ISEEHousehold: Sendable {
    var members: [Member]
    /// A year's rent, when the home is rented.
    var rent = Exact.zero
    var accountBalances = Exact.zero
    var accountAverages = Exact.zero
    var stateSecurities = Exact.zero
    var otherFinancial = Exact.zero
    var figurativeIncome = Exact.zero
    /// The value of the home without its mortgage.
    var home = Exact.zero
    /// The Belfiore code of the home's comune.
    var homeMunicipality: CadastralCode?
    /// The value of other real estate without its mortgages.
    var otherRealEstate = Exact.zero
    var notes: [EstimateNote.Kind] = []

    struct Member: Sendable {
        var age: Int
        var role: Role
        var hasWorked = false
        var isDisabled = false
        var isInCare = false
        var employment = Exact.zero
        /// Pensions and welfare benefits.
        var pension = Exact.zero
        var otherIncome = Exact.zero
        var alimonyPaid = Exact.zero
        var disabilityExpenses = Exact.zero

        var income: Exact { employment + pension + otherIncome }
        var isMinorChild: Bool { role == .child && age < 18 }
    }

    /// The place of a member in the household.
    enum Role: String, Codable, CaseIterable, Sendable {
        /// A parent of the children, or an adult of a household without children.
        case parent
        /// A child of the parents.
        case child
        /// Any other member.
        case other
    }

    var children: Int { members.filter { $0.role == .child }.count }
    private var parents: [Member] { members.filter { $0.role == .parent } }

    /// Whether every parent worked for six months, or a single parent lives alone with minors.
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
    static let noFigurativeIncome = Self(code: "figurative_income_left_out", text: ["en": "The figurative income of financial assets is not included, because its yearly rate was not given.", "it": "Il reddito figurativo delle attività finanziarie non è compreso, perché il tasso dell'anno non è stato indicato."])
    static let passbooksOrdinary  = Self(code: "passbooks_taken_as_bank_accounts", text: ["en": "Savings books are treated as bank savings books; postal ones would be exempt together with government bonds.", "it": "I libretti di risparmio sono considerati bancari; quelli postali sarebbero esclusi insieme ai titoli di Stato."])
    static let homeWhereUnknown   = Self(code: "home_municipality_unknown", text: ["en": "The comune of the home was not given; the threshold outside the metropolitan capitals applies.", "it": "Il comune dell'abitazione non è indicato: si applica la soglia prevista fuori dai capoluoghi metropolitani."])
    static let absentParents      = Self(code: "absent_parents_left_out", text: ["en": "Parents who do not live with their children are not included.", "it": "I genitori non conviventi non sono considerati."])
}
