import Kernel

/// A postal address in Italy.
struct Address: Codable, Sendable, Hashable {
    /// Street and house number.
    var street: Line<1, 200>
    /// The comune.
    var city: Line<1, 100>
    var postalCode: PostalCode
    var province: ProvinceCode
    /// The Belfiore code of the comune.
    var municipalityCode: CadastralCode?
}

typealias Sex = CodiceFiscale.Sex
typealias PersonName = Line<1, 100>

/// The entry of a property in the land registry (catasto).
struct CadastralReference: Codable, Sendable, Hashable {
    /// The Belfiore code of the comune of the registry.
    var municipalityCode: CadastralCode
    /// The section (sezione), in the comuni that have any.
    var section: Line<1, 5>?
    /// The map sheet (foglio).
    var sheet: Line<1, 10>
    /// The parcel (particella or mappale).
    var parcel: Line<1, 10>
    /// The unit in a building (subalterno).
    var subunit: Line<1, 10>?
}

/// A category of the urban land registry, by the ministerial decree of 2 January 1998, number 28.
enum CadastralCategory: String, Codable, CaseIterable, Sendable {
    /// A/1: stately homes (tipo signorile).
    case a1 = "A/1"
    /// A/2: ordinary homes (tipo civile).
    case a2 = "A/2"
    /// A/3: low-cost homes (tipo economico).
    case a3 = "A/3"
    /// A/4: working-class homes (tipo popolare).
    case a4 = "A/4"
    /// A/5: very modest homes (tipo ultrapopolare).
    case a5 = "A/5"
    /// A/6: rural homes.
    case a6 = "A/6"
    /// A/7: small villas (villini).
    case a7 = "A/7"
    /// A/8: villas.
    case a8 = "A/8"
    /// A/9: castles and palaces of artistic or historic merit.
    case a9 = "A/9"
    /// A/10: offices and private practices.
    case a10 = "A/10"
    /// A/11: homes typical of their place.
    case a11 = "A/11"
    /// B/1: boarding schools, convents and barracks.
    case b1 = "B/1"
    /// B/2: nursing homes and hospitals, not for profit.
    case b2 = "B/2"
    /// B/3: prisons and reformatories.
    case b3 = "B/3"
    /// B/4: public offices.
    case b4 = "B/4"
    /// B/5: schools and scientific laboratories.
    case b5 = "B/5"
    /// B/6: libraries, museums and galleries.
    case b6 = "B/6"
    /// B/7: chapels not open for public worship.
    case b7 = "B/7"
    /// B/8: underground stores of goods.
    case b8 = "B/8"
    /// C/1: shops.
    case c1 = "C/1"
    /// C/2: storerooms and cellars.
    case c2 = "C/2"
    /// C/3: workshops of crafts.
    case c3 = "C/3"
    /// C/4: sports buildings, not for profit.
    case c4 = "C/4"
    /// C/5: baths and spas, not for profit.
    case c5 = "C/5"
    /// C/6: garages and stables.
    case c6 = "C/6"
    /// C/7: canopies, open or closed.
    case c7 = "C/7"
    /// D/1: factories.
    case d1 = "D/1"
    /// D/2: hotels and guest houses.
    case d2 = "D/2"
    /// D/3: theatres, cinemas and concert halls.
    case d3 = "D/3"
    /// D/4: nursing homes and hospitals, for profit.
    case d4 = "D/4"
    /// D/5: banks, exchanges and insurers.
    case d5 = "D/5"
    /// D/6: sports buildings, for profit.
    case d6 = "D/6"
    /// D/7: buildings for the special needs of an industry.
    case d7 = "D/7"
    /// D/8: buildings for the special needs of a trade.
    case d8 = "D/8"
    /// D/9: floating buildings and private toll bridges.
    case d9 = "D/9"
    /// D/10: buildings for farming.
    case d10 = "D/10"
    /// E/1: stations of land, sea and air transport.
    case e1 = "E/1"
    /// E/2: municipal and provincial toll bridges.
    case e2 = "E/2"
    /// E/3: buildings for special public needs.
    case e3 = "E/3"
    /// E/4: enclosed areas for special public needs, as fairs.
    case e4 = "E/4"
    /// E/5: fortifications.
    case e5 = "E/5"
    /// E/6: lighthouses, signals and public clock towers.
    case e6 = "E/6"
    /// E/7: buildings for public worship.
    case e7 = "E/7"
    /// E/8: buildings in cemeteries.
    case e8 = "E/8"
    /// E/9: other buildings for special needs.
    case e9 = "E/9"
    /// F/1: urban areas without a building.
    case f1 = "F/1"
    /// F/2: ruined buildings (unità collabenti).
    case f2 = "F/2"
    /// F/3: units under construction.
    case f3 = "F/3"
    /// F/4: units in definition.
    case f4 = "F/4"
    /// F/5: flat roofs.
    case f5 = "F/5"
    /// F/6: units waiting for registration.
    case f6 = "F/6"
    /// F/7: infrastructure of public communication networks.
    case f7 = "F/7"
}

/// A registered lease.
struct LeaseContract: Codable, Sendable {
    /// The number of the registration at the Agenzia delle Entrate.
    var registrationNumber: Line<1, 40>
    /// The office of the Agenzia delle Entrate.
    var registrationOffice: Line<1, 100>
    /// The day of the registration at the Agenzia delle Entrate.
    var registeredOn: CivilDate
    /// The rent of one year, without charges, in euro cents.
    var annualRentCents: Cents
}

/// The tax code of a person, with sixteen characters, or of an organisation, with eleven digits.
typealias TaxCode = CodiceFiscale
