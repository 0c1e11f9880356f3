import Kernel
import Platform
import Store
import Web

/// The routes of a company's vendors.
enum CompanyVendors {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //     path                                     handler  needs
        Get   ("/companies/{id}/vendors",           list,    .companyRead,   "List a company's vendors")
        Post  ("/companies/{id}/vendors",           add,     .companyManage, "Add a vendor to a company",
               details: "Creates an account and mails its owner a link to choose a password.").afresh.forPeople.refuses(.emailTaken)
        Delete("/companies/{id}/vendors/{account}", remove,  .companyManage, "Remove a vendor from a company",
               details: "Suspends the account and detaches it from the company; its history is kept.").afresh
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

    /// The account stays, suspended and without a company, because its history refers to it.
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

/// A vendor account to create for a company.
struct NewVendor: Body {
    /// The person's full name.
    var name: Line<1, 120>
    /// Receives the link to choose a password.
    var email: EmailAddress
    /// Telephone number of the account; none when absent.
    var phone: PhoneNumber?
    /// Ignored; the owner chooses a password at the mailed link.
    var password: UnusedPassword?
    /// The language of the account's messages; the site's first one when absent or not supported.
    var locale: Language?

    /// The requested language if the site supports it, or else the site's first.
    func language(at site: Site) -> Language {
        locale.flatMap { site.product.languages.meant(by: $0.tag) } ?? site.product.languages.first
            ?? .english
    }

    /// Creates a vendor account and mails its owner a link to choose a password.
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

/// A vendor of a company.
struct VendorView: View, Record {
    var id: ID<Account>
    /// The person's full name.
    var name: String
    /// The address used to log in.
    var email: EmailAddress
    /// Telephone number of the account; absent without one.
    var phone: PhoneNumber?
    /// Whether the account may log in.
    var state: Account.State
    /// The time at which an administrator opened the account.
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
