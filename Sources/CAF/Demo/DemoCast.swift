import Kernel
import Platform
import Store

/// The customers and the staff of the demo, as bodies of their requests.
enum DemoCast {
    static let giulia =
        """
        {"email": "giulia.rossi@example.com", "password": "Portico-demo-2026", "first_name": "Giulia", "last_name": "Rossi",
         "codice_fiscale": "RSSGLI85D52H501N", "birth_date": "1985-04-12", "sex": "F", "birthplace": "Roma",
         "birthplace_code": "H501", "phone": "+393331234567",
         "residence": {"street": "Via Tuscolana 120", "city": "Roma", "postal_code": "00182", "province": "RM",
                       "municipality_code": "H501"},
         "consents": [{"purpose": "privacy", "policy_version": "2026-01", "granted": true},
                      {"purpose": "terms", "policy_version": "2026-01", "granted": true},
                      {"purpose": "marketing", "policy_version": "2026-01", "granted": false}]}
        """

    static let luca =
        """
        {"email": "luca.bianchi@example.com", "password": "Portico-demo-2026", "first_name": "Luca", "last_name": "Bianchi",
         "codice_fiscale": "BNCLCU78P03F205I", "birth_date": "1978-09-03", "sex": "M", "birthplace": "Milano",
         "birthplace_code": "F205",
         "residence": {"street": "Corso Buenos Aires 8", "city": "Milano", "postal_code": "20124", "province": "MI",
                       "municipality_code": "F205"},
         "consents": [{"purpose": "privacy", "policy_version": "2026-01", "granted": true},
                      {"purpose": "terms", "policy_version": "2026-01", "granted": true}]}
        """

    static let marco =
        """
        {"email": "marco.operatore@example.com", "first_name": "Marco",
         "last_name": "Ferri", "role": "operator"}
        """

    static let elena =
        """
        {"email": "elena.operatrice@example.com", "first_name": "Elena",
         "last_name": "Russo", "role": "operator"}
        """

    static let sara =
        """
        {"email": "sara.admin@example.com", "first_name": "Sara", "last_name": "Conti",
         "role": "admin"}
        """

    static func enrol(_ text: String, at site: Site) async throws -> Actor {
        let customer = try JSON.read(NewCustomer.self, from: Array(text.utf8))
        if let known = try await find(customer.email, at: site) { return known }
        try await Customers.enrol(customer, by: .system, at: site)
        return try await known(customer.email, at: site)
    }

    static func hire(_ text: String, at site: Site) async throws -> Actor {
        let colleague = try JSON.read(NewColleague.self, from: Array(text.utf8))
        if let known = try await find(colleague.email, at: site) { return known }
        let password = try await site.passwords.hash(Password("Portico-demo-2026"))
        try await site.db.write { tx in
            _ = try Users.hire(colleague, with: password, by: .system, at: site, tx)
        }
        return try await known(colleague.email, at: site)
    }

    private static func known(_ email: EmailAddress, at site: Site) async throws -> Actor {
        guard let actor = try await find(email, at: site) else { throw Problem(.notFound) }
        return actor
    }

    private static func find(_ email: EmailAddress, at site: Site) async throws -> Actor? {
        try await site.db.read { tx in
            try Account.find(email: email, tx).map { Actor(kind: .person, account: $0.id, role: $0.role) }
        }
    }
}
