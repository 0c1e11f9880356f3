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
}
