import Platform

extension Feature {
    static let customers = Feature(
        routes: Customers.routes + FamilyMembers.routes + Users.routes,
        migrations: customerMigrations,
        lateMigrations: [Profile.searchMigration, codiceFiscaleClaims],
        problems: [.codiceFiscaleTaken, .codiceFiscaleVerified, .notOneself],
        personalData: [familyMemberData, profileData],
        searched: [Profile.searched],
        audit: CustomerAction.self
    )
}
