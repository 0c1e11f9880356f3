import Store

extension Charges {
    /// Charges that the payer's client pays without a page.
    static let intentMigration = Migration(
        id: "platform/payments-005-intents",
        """
        ALTER TABLE charge ADD COLUMN methods {text} CHECK (methods IN ('immediate'));
        ALTER TABLE charge ADD COLUMN secret {text};
        ALTER TABLE charge ADD COLUMN card {json};
        """
    )

    /// The secrets of those payments, sealed; the ones in the older column stay there until their charges end.
    static let sealedSecretMigration = Migration(
        id: "platform/payments-007-sealed-secret",
        "ALTER TABLE charge ADD COLUMN sealed_secret {bytes};"
    )
}
