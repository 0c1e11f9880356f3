import Kernel
import Platform
import Store

typealias LegalName = Line<2, 120>
typealias PostalAddress = Text<5, 500>
typealias TaxCode = Line<4, 30>
typealias VATNumber = Line<4, 20>

/// The legal and tax data of a tutor, as documents show them.
///
/// The address and the tax code are sealed with the person's key: ``Tutor/openedAddress(at:_:)``.
struct LegalData: Sendable, Equatable {
    var name: LegalName
    var birthDate: CivilDate
    var country: CountryCode
    var sealedAddress: [UInt8]?
    var sealedTaxCode: [UInt8]?
    var regime: TaxRegime
    /// Nil where the tutor has none.
    var vatNumber: VATNumber?
}

/// Legal and tax data as typed; absent members stay as they are.
struct LegalChanges: Codable, Sendable {
    var legalName: LegalName?
    var birthDate: CivilDate?
    var country: CountryCode?
    var address: PostalAddress?
    var taxCode: TaxCode?
    var regime: TaxRegime?
    var vatNumber: VATNumber?

    var isEmpty: Bool {
        legalName == nil && birthDate == nil && country == nil && address == nil && taxCode == nil
            && regime == nil && vatNumber == nil
    }
}

/// The rules that the legal data obey together.
struct LegalRules {
    let birthDate: CivilDate
    let country: CountryCode
    let taxCode: String
    let regime: TaxRegime
    let vatNumber: VATNumber?

    static let italy = CountryCode(unchecked: "IT")

    func check(on day: CivilDate) throws(Problem) {
        let faults = faults(on: day)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    private func faults(on day: CivilDate) -> [Problem.Fault] {
        var faults: [Problem.Fault] = []
        if birthDate.age(on: day) < 18 { faults.append(.init("/birth_date", .underEighteen)) }
        if country == Self.italy, let refusal = italianRefusal { faults.append(.init("/tax_code", refusal)) }
        if regime == .forfettario, country != Self.italy {
            faults.append(.init("/regime", .onlyInItaly))
        }
        switch (regime, vatNumber) {
        case (.none, .some): faults.append(.init("/vat_number", .noVATNumberHere))
        case (.forfettario, nil), (.ordinary, nil):
            faults.append(.init("/vat_number", Refusal(.required)))
        case (_, .some(let number)) where country == Self.italy && !Self.isItalian(number):
            faults.append(.init("/vat_number", .noItalianVATNumber))
        default: break
        }
        return faults
    }

    private var italianRefusal: Refusal? {
        guard let code = try? CodiceFiscale(unchecked: CodiceFiscale.normalised(taxCode)) else {
            return .noCodiceFiscale
        }
        guard let encoded = code.birthDate(notAfter: birthDate) else { return nil }
        return encoded == birthDate ? nil : .otherBirthDate
    }

    private static func isItalian(_ number: VATNumber) -> Bool {
        (try? PartitaIVA.normalised(number.rawValue)) != nil
    }
}

extension CivilDate {
    /// The full years from this date of birth to a day.
    func age(on day: CivilDate) -> Int {
        let (born, now) = (parts, day.parts)
        let hadBirthday = (now.1, now.2) >= (born.1, born.2)
        return now.0 - born.0 - (hadBirthday ? 0 : 1)
    }
}
