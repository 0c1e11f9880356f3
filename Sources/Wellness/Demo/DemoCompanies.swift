import Platform
import Store

// swift-format-ignore
extension DemoOrganization {
    /// Forty-five people at two sites, in departments from one person to twenty.
    static let aurora = DemoOrganization(
        name: "Aurora",
        sites: [("rome", "Rome"), ("milan", "Milan")],
        departments: [
            ("Engineering", nil), ("Platform", "Engineering"), ("Applications", "Engineering"),
            ("Sales", nil), ("Operations", nil), ("Finance", nil), ("Legal", nil),
        ],
        seats: 60,
        people: [
            DemoPerson(email: "bruno.neri@example.com", firstName: "Bruno", lastName: "Neri", role: .businessAdmin, site: "rome"),
            DemoPerson(email: "anna.verdi@example.com", firstName: "Anna", lastName: "Verdi", department: "Platform", site: "rome",
                       purposes: [.diary, .assessments, .aggregation, .reminders, .weeklyMail]),
        ] + DemoNames.people([("Platform", "rome", 11), ("Applications", "milan", 8), ("Sales", "milan", 11),
                              ("Operations", "rome", 9), ("Finance", "rome", 3), ("Legal", "milan", 1)], from: 0)
    )

    /// Twelve people, too few for most figures.
    static let borealis = DemoOrganization(
        name: "Borealis",
        departments: [("Care", nil), ("Kitchen", nil)],
        seats: 20,
        people: [
            DemoPerson(email: "greta.bianchi@example.com", firstName: "Greta", lastName: "Bianchi", role: .businessAdmin),
            DemoPerson(email: "carla.russo@example.com", firstName: "Carla", lastName: "Russo", department: "Care"),
        ] + DemoNames.people([("Care", nil, 7), ("Kitchen", nil, 3)], from: 43)
    )

    static let independent = [
        DemoPerson(email: "dario.costa@example.com", firstName: "Dario", lastName: "Costa"),
        DemoPerson(email: "elena.ferri@example.com", firstName: "Elena", lastName: "Ferri", role: .superAdmin),
        DemoPerson(email: "fabio.longo@example.com", firstName: "Fabio", lastName: "Longo", role: .superAdmin),
    ]
}

/// Names for the generated people.
enum DemoNames {
    static func people(
        _ groups: [(department: String, site: String?, count: Int)],
        from start: Int
    ) -> [DemoPerson] {
        let places = groups.flatMap { group in Array(repeating: group, count: group.count) }
        return zip(places, start...).map { place, number in person(number, place.department, place.site) }
    }

    private static func person(_ number: Int, _ department: String, _ site: String?) -> DemoPerson {
        let first = firstNames[number % firstNames.count]
        let last = lastNames[number * 7 % lastNames.count]
        return DemoPerson(
            email: "\(first.lowercased()).\(last.lowercased()).\(number)@example.com",
            firstName: first,
            lastName: last,
            department: department,
            site: site,
            // One in eleven does not consent to being counted, so that participation is below a hundred percent.
            purposes: number % 11 == 7 ? [.diary] : [.diary, .assessments, .aggregation]
        )
    }

    private static let firstNames = [
        "Alice", "Marco", "Sofia", "Luca", "Giulia", "Paolo", "Chiara", "Andrea", "Martina", "Davide", "Sara",
        "Matteo",
        "Irene", "Stefano", "Laura", "Pietro", "Silvia", "Nicola", "Marta", "Simone", "Elisa", "Franco",
        "Nadia",
    ]

    private static let lastNames = [
        "Rossi", "Ferrari", "Esposito", "Romano", "Colombo", "Ricci", "Marino", "Greco", "Conti", "Gallo",
        "Bruno", "Leone",
        "Mancini", "Rizzo", "Lombardi", "Moretti", "Barbieri", "Fontana", "Santoro", "Mariani", "Rinaldi",
        "Caruso",
        "Ferrara", "Galli", "Martini", "Serra", "Villa", "Conte", "Ferraro",
    ]
}
