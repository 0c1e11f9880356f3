import Store

extension Accounts {
    /// Service tokens without an expiry, or with a later one, expire in a year from now.
    static let access = [
        Migration(
            id: "platform/service-tokens-001",
            """
            ALTER TABLE service_token ADD COLUMN last_used_at {instant};
            --pg
            UPDATE service_token SET expires_at = now() + interval '365 days'
             WHERE expires_at IS NULL OR expires_at > now() + interval '365 days';
            --sqlite
            UPDATE service_token SET expires_at = (CAST(strftime('%s', 'now') AS INTEGER) + 31536000) * 1000000
             WHERE expires_at IS NULL OR expires_at > (CAST(strftime('%s', 'now') AS INTEGER) + 31536000) * 1000000;
            --all
            """
        )
    ]
}
