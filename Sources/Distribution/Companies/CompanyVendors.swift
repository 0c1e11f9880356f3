import Kernel
import Platform
import Store
import Web

/// The people of a company: who sells in its name.
enum CompanyVendors {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //     path                                     handler  needs
        Get   ("/companies/{id}/vendors",           list,    .companyRead,   "Who sells in a company's name")
        Post  ("/companies/{id}/vendors",           add,     .companyManage, "Let someone new sell in a company's name, who is mailed a link to choose a password").afresh.forPeople.refuses(.emailTaken)
        Delete("/companies/{id}/vendors/{account}", remove,  .companyManage, "Someone no longer sells in a company's name").afresh
    }

    static func list(_ call: Call, id: ID<Company>, page: PageRequest) async throws -> Page<VendorView> {
        try await call.db.read { tx in
            let company = try Company.find(id, within: call.scope, tx)
            return try tx.page(
                page,
                "SELECT \(VendorView.columns) FROM \(VendorView.source) WHERE \(VendorView.are(of: company.id))",
                order: SortOrder(.ascending("created_at", \.createdAt), .ascending("account_id", \.id))
            )
        }
    }

    static func add(_ call: Call, id: ID<Company>, body: NewVendor) async throws -> Invited<VendorView> {
        try await call.db.write { tx in
            let company = try Company.find(id, within: call.scope, tx)
            let vendor = try VendorView.find(body.join(company, call, tx), of: company.id, tx)
            return Invited(vendor, at: "/companies/\(id)/vendors/\(vendor.id)", call)
        }
    }

    /// The account stays, shut and without a company, for what it did.
    static func remove(_ call: Call, id: ID<Company>, account: ID<Account>) async throws -> NoContent {
        try await call.db.write { tx in
            let company = try Company.find(id, within: call.scope, tx)
            _ = try VendorView.find(account, of: company.id, tx)
            var member = try Member.find(account, tx)
            member.company = nil
            _ = try member.save(tx)
            _ = try Account.find(account, tx).deactivated(by: call.actor, at: call.site, tx)
            try company.record(.removeVendor, account, by: call.actor, tx)
            return NoContent()
        }
    }
}

extension Company {
    fileprivate func record(
        _ action: CompanyAction,
        _ vendor: ID<Account>,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws {
        let details: JSONValue = ["account": .string(vendor.description)]
        try Audit.record(action, of: Self.kind, id.cast(), by: actor, details: details, tx)
    }
}

struct NewVendor: Body {
    var name: Line<1, 120>
    var email: EmailAddress
    var phone: PhoneNumber?
    var password: UnusedPassword?
    var locale: Language?

    /// One the site speaks, its first if none is given.
    func language(at site: Site) -> Language {
        locale.flatMap { site.product.languages.meant(by: $0.tag) } ?? site.product.languages.first
            ?? .english
    }

    /// An account that is mailed a link to choose a password, and sells for the company.
    func join(_ company: Company, _ call: Call, _ tx: borrowing Tx) throws -> ID<Account> {
        let account = try Accounts.register(
            email: email,
            phone: phone,
            password: nil,
            role: .vendor,
            locale: language(at: call.site),
            by: call.actor,
            at: call.site,
            tx
        )
        var member = Member(of: account.id, name, at: tx.now)
        member.company = company.id
        try member.insert(tx)
        try Accounts.mailPasswordLink(to: account, at: call.site, tx)
        try company.record(.addVendor, account.id, by: call.actor, tx)
        return account.id
    }
}

struct VendorView: View, Record {
    var id: ID<Account>
    var name: String
    var email: EmailAddress
    var phone: PhoneNumber?
    var state: Account.State
    var createdAt: Instant

    static let columns: SQL = "m.account_id, m.name, a.email, a.phone, a.state, m.created_at"
    static let source: SQL = "member m JOIN account a ON a.id = m.account_id"

    /// An erased account belongs to no company.
    static func are(of company: ID<Company>) -> SQL {
        "m.company_id = \(company) AND a.state <> \(Account.State.deleted)"
    }

    init(_ row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        email = try row.next()
        phone = try row.next()
        state = try row.next()
        createdAt = try row.next()
    }

    static func find(_ account: ID<Account>, of company: ID<Company>, _ tx: borrowing Tx) throws -> VendorView
    {
        try tx.one(
            "SELECT \(columns) FROM \(source) WHERE m.account_id = \(account) AND \(are(of: company))"
        )
    }
}
