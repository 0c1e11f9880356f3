/// The public content of the demo's office.
enum DemoContent {
    static let stock =
        """
        {"pages": [\(privacy), \(cookie), \(terms), \(marketing), \(about)],
         "faqs": [\(faqs)],
         "news": [\(news)]}
        """

    private static let privacy = #"""
        {"slug": "privacy", "texts": {
          "it": {"title": "Informativa sulla privacy", "body": "## Titolare\nPK SERVIZI, Via Roma 1, Roma.\n\n## Perché trattiamo i dati\nPer predisporre ISEE, 730, Redditi PF e IMU (GDPR art. 6 par. 1 lett. b e c).\n\n## Per quanto tempo\nI documenti fiscali fino al 31 dicembre del quinto anno successivo (D.M. 164/1999 art. 16); il resto finché serve.\n\n## I suoi diritti\nAccesso, copia, rettifica, cancellazione: dal suo profilo, senza doverci scrivere."},
          "en": {"title": "Privacy notice", "body": "## Controller\nPK SERVIZI, Via Roma 1, Rome.\n\n## Why we process data\nTo prepare ISEE, 730, Redditi PF and IMU (GDPR art. 6(1)(b) and (c)).\n\n## For how long\nTax documents until 31 December of the fifth year after filing (D.M. 164/1999 art. 16); other data as long as we need them.\n\n## Your rights\nAccess, copy, correction, erasure: in your profile, without writing to us."}}}
        """#

    private static let cookie = #"""
        {"slug": "cookie", "texts": {
          "it": {"title": "Cookie policy", "body": "Usiamo soltanto cookie tecnici, necessari all'accesso. Nessun cookie di profilazione, nessuna statistica di terzi: per questo non chiediamo il consenso (Linee guida del Garante, 10 giugno 2021)."},
          "en": {"title": "Cookie policy", "body": "We use only technical cookies, which the login needs. There is no profiling and no third-party statistics, so we do not ask for consent (guidelines of the Garante, 10 June 2021)."}}}
        """#

    private static let terms = #"""
        {"slug": "terms", "texts": {
          "it": {"title": "Condizioni del servizio", "body": "Il cliente rende dichiarazioni veritiere e consegna i documenti richiesti; l'ufficio predispone e trasmette le dichiarazioni nei termini di legge. Le stime pubblicate sul sito non sono ufficiali."},
          "en": {"title": "Terms of service", "body": "Customers make true statements and submit the requested documents; the office prepares the returns and sends them within the legal deadlines. Estimates on the site are not official."}}}
        """#

    private static let marketing = #"""
        {"slug": "marketing", "texts": {
          "it": {"title": "Comunicazioni promozionali", "body": "Con il suo consenso le scriviamo di scadenze, corsi e nuovi servizi, al massimo due volte al mese. Puoi revocarlo in ogni momento."},
          "en": {"title": "Promotional messages", "body": "With your consent we write to you about deadlines, courses and new services, at most twice a month. You can withdraw your consent at any time."}}}
        """#

    private static let about = #"""
        {"slug": "chi-siamo", "texts": {
          "it": {"title": "Chi siamo", "body": "Un CAF di quartiere dal 1998: **ISEE**, **730**, **Redditi PF** e **IMU**, allo sportello e online."},
          "en": {"title": "About us", "body": "A neighbourhood CAF since 1998: **ISEE**, **730**, **Redditi PF** and **IMU**, in our office and online."}}}
        """#

    private static let faqs = #"""
        {"category": "isee", "position": 1, "texts": {
          "it": {"title": "Quali redditi contano per l'ISEE 2026?", "body": "Quelli del 2024, e il patrimonio al 31 dicembre 2024."},
          "en": {"title": "Which income counts for the 2026 ISEE?", "body": "Income from 2024, and assets on 31 December 2024."}}},
        {"category": "isee", "position": 2, "texts": {
          "it": {"title": "Fino a quando vale la DSU?", "body": "Fino al 31 dicembre dell'anno in cui è presentata."},
          "en": {"title": "How long is a DSU valid?", "body": "Until 31 December of the year of its submission."}}},
        {"category": "imu", "position": 1, "texts": {
          "it": {"title": "Si paga l'IMU sulla prima casa?", "body": "No, salvo le categorie A/1, A/8 e A/9."},
          "en": {"title": "Is IMU due on the main home?", "body": "No, except for categories A/1, A/8 and A/9."}}},
        {"category": "730", "position": 1, "texts": {
          "it": {"title": "Entro quando consegno il 730?", "body": "Entro il 30 settembre; prima lo consegna, prima arriva il rimborso."}}}
        """#

    private static let news = #"""
        {"date": "2026-11-02", "texts": {
          "it": {"title": "Saldo IMU entro il 16 dicembre", "body": "Prenoti un appuntamento: prepariamo noi l'F24."},
          "en": {"title": "IMU balance due by 16 December", "body": "Book an appointment: we prepare the F24."}}},
        {"date": "2026-01-12", "texts": {
          "it": {"title": "ISEE 2026: due indicatori", "body": "Per Assegno unico, bonus nido, ADI e SFL dal 2026 si usa un indicatore più favorevole (L. 199/2025)."},
          "en": {"title": "ISEE 2026: two indicators", "body": "From 2026 Assegno unico, the nursery bonus, ADI and SFL use a more favourable indicator (L. 199/2025)."}}}
        """#
}
