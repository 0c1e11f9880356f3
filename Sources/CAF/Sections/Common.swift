import Kernel

/// A postal address in Italy.
struct Address: Codable, Sendable, Hashable {
    var street: Line<1, 200>
    var city: Line<1, 100>
    var postalCode: PostalCode
    var province: ProvinceCode
    /// The Belfiore code of the comune.
    var municipalityCode: CadastralCode?
}

typealias Sex = CodiceFiscale.Sex
typealias PersonName = Line<1, 100>

/// Where a property stands in the land registry.
struct CadastralReference: Codable, Sendable, Hashable {
    var municipalityCode: CadastralCode
    var section: Line<1, 5>?
    var sheet: Line<1, 10>
    var parcel: Line<1, 10>
    var subunit: Line<1, 10>?
}

// swift-format-ignore
/// The categories of the urban land registry (D.M. 2 January 1998, n. 28).
enum CadastralCategory: String, Codable, CaseIterable, Sendable {
    case a1 = "A/1", a2 = "A/2", a3 = "A/3", a4 = "A/4", a5 = "A/5", a6 = "A/6", a7 = "A/7", a8 = "A/8", a9 = "A/9", a10 = "A/10", a11 = "A/11"
    case b1 = "B/1", b2 = "B/2", b3 = "B/3", b4 = "B/4", b5 = "B/5", b6 = "B/6", b7 = "B/7", b8 = "B/8"
    case c1 = "C/1", c2 = "C/2", c3 = "C/3", c4 = "C/4", c5 = "C/5", c6 = "C/6", c7 = "C/7"
    case d1 = "D/1", d2 = "D/2", d3 = "D/3", d4 = "D/4", d5 = "D/5", d6 = "D/6", d7 = "D/7", d8 = "D/8", d9 = "D/9", d10 = "D/10"
    case e1 = "E/1", e2 = "E/2", e3 = "E/3", e4 = "E/4", e5 = "E/5", e6 = "E/6", e7 = "E/7", e8 = "E/8", e9 = "E/9"
    case f1 = "F/1", f2 = "F/2", f3 = "F/3", f4 = "F/4", f5 = "F/5", f6 = "F/6", f7 = "F/7"
}

/// A registered lease.
struct LeaseContract: Codable, Sendable {
    var registrationNumber: Line<1, 40>
    var registrationOffice: Line<1, 100>
    var registeredOn: CivilDate
    var annualRentCents: Cents
}

/// The tax code of anyone: sixteen characters of a person, or the eleven digits of a body.
typealias TaxCode = CodiceFiscale
