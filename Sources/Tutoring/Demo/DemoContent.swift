/// The public content of the demo, from which the support answers.
enum DemoContent {
    static let stock =
        """
        {"pages": [\(privacy), \(terms), \(how)], "faqs": [\(students), \(tutors)], "news": [\(news)]}
        """

    private static let privacy = #"""
        {"slug": "privacy", "texts": {
          "it": {"title": "Informativa sulla privacy", "body": "Titolare: Portico Lezioni, Via Roma 1, Roma. Trattiamo i dati per organizzare le lezioni, i pagamenti e i documenti fiscali (GDPR art. 6 par. 1 lett. b e c).\n\nI documenti fiscali restano dieci anni, i messaggi due anni, i documenti d'identità degli insegnanti novanta giorni dopo la decisione.\n\nAccesso, copia, rettifica e cancellazione: dal profilo, senza doverci scrivere."},
          "en": {"title": "Privacy notice", "body": "Controller: Portico Lezioni, Via Roma 1, Rome. We process data to arrange lessons, payments and tax documents (GDPR art. 6(1)(b) and (c)).\n\nTax documents are kept for ten years, messages for two years, identity papers of tutors for ninety days after the decision.\n\nAccess, copy, correction and erasure: in the profile, without writing to us."}}}
        """#

    private static let terms = #"""
        {"slug": "terms", "texts": {
          "it": {"title": "Condizioni del servizio", "body": "Gli insegnanti vendono le lezioni a nome proprio; la piattaforma incassa per loro e trattiene una commissione.\n\nChi ha meno di quattordici anni studia con l'account di un adulto."},
          "en": {"title": "Terms of service", "body": "Tutors sell their lessons in their own name; the platform collects the money for them and keeps a commission.\n\nChildren under fourteen learn with the account of an adult."}}}
        """#

    private static let how = #"""
        {"slug": "come-funziona", "texts": {
          "it": {"title": "Come funziona", "body": "Cerca un insegnante per materia, livello e lingua; guarda le recensioni e gli orari liberi.\n\nCompra un pacchetto o una lezione singola e prenota. Alcuni insegnanti confermano subito, altri rispondono entro un giorno.\n\nDopo la lezione trovi note, compiti e progressi nell'app."},
          "en": {"title": "How it works", "body": "Search a tutor by subject, level and language; look at the reviews and the free times.\n\nBuy a package or a single lesson, and book it. Some tutors confirm at once, others answer within a day.\n\nAfter the lesson you find notes, homework and progress in the app."}}}
        """#

    private static let students = #"""
        {"category": "prenotazioni", "position": 1, "texts": {
          "it": {"title": "Come annullo una lezione?", "body": "Apri la prenotazione e scegli Annulla. Con la regola standard torna tutto fino a 24 ore prima, la metà fino a 12 ore prima."},
          "en": {"title": "How do I cancel a lesson?", "body": "Open the booking and choose Cancel. By the standard rule everything comes back until 24 hours before, half of it until 12 hours before."}}},
        {"category": "prenotazioni", "position": 2, "texts": {
          "it": {"title": "Posso spostare una lezione?", "body": "Sì, due volte, finché l'inizio è più lontano del preavviso dell'insegnante. Spostare non costa niente."},
          "en": {"title": "Can I move a lesson?", "body": "Yes, twice, while its start is further away than the notice of the tutor. Moving is free."}}},
        {"category": "prenotazioni", "position": 3, "texts": {
          "it": {"title": "L'insegnante non è venuto: che faccio?", "body": "Segnala l'assenza dieci minuti dopo l'inizio. Senza contestazione entro 24 ore la lezione torna per intero nel pacchetto."},
          "en": {"title": "The tutor did not come: what now?", "body": "Report the absence ten minutes after the start. Without a dispute within 24 hours the whole lesson returns to the package."}}},
        {"category": "pacchetti", "position": 1, "texts": {
          "it": {"title": "Quando scade un pacchetto?", "body": "Alla data scritta nel pacchetto; conta l'inizio della lezione. Avvisiamo trenta giorni, sette giorni e un giorno prima."},
          "en": {"title": "When does a package expire?", "body": "On the date written in the package; the start of the lesson counts. We warn thirty days, seven days and one day before."}}},
        {"category": "pacchetti", "position": 2, "texts": {
          "it": {"title": "Come ottengo un rimborso?", "body": "Entro quattordici giorni dall'acquisto le unità non usate si rimborsano dall'app, sulla stessa carta."},
          "en": {"title": "How do I get a refund?", "body": "Within fourteen days of the purchase unused units are refunded in the app, to the same card."}}},
        {"category": "pagamenti", "position": 1, "texts": {
          "it": {"title": "Come posso pagare?", "body": "Con carta o portafoglio digitale. Per la lezione singola l'orario resta bloccato trenta minuti mentre paghi."},
          "en": {"title": "How can I pay?", "body": "By card or digital wallet. For a single lesson the time stays reserved for thirty minutes during the payment."}}},
        {"category": "pagamenti", "position": 2, "texts": {
          "it": {"title": "Dove trovo la fattura?", "body": "Nella sezione documenti: la ricevuta o la fattura è dell'insegnante."},
          "en": {"title": "Where do I find the invoice?", "body": "In the section of documents: the receipt or invoice is the tutor's."}}}
        """#

    private static let tutors = #"""
        {"category": "insegnanti", "position": 1, "texts": {
          "it": {"title": "Come divento insegnante?", "body": "Apri un profilo di insegnante e carica un documento d'identità e i titoli di studio. Un amministratore verifica entro tre giorni."},
          "en": {"title": "How do I become a tutor?", "body": "Open a tutor profile and upload an identity paper and your degrees. An administrator verifies them within three days."}}},
        {"category": "insegnanti", "position": 2, "texts": {
          "it": {"title": "Quando arriva il bonifico?", "body": "Ogni lunedì, per gli incassi maturati 72 ore dopo la lezione, da 20 euro in su."},
          "en": {"title": "When does my payout arrive?", "body": "Every Monday, for earnings that are available 72 hours after the lesson, from 20 euros on."}}},
        {"category": "insegnanti", "position": 3, "texts": {
          "it": {"title": "Quanto trattiene la piattaforma?", "body": "Una commissione del 15% più IVA sulle lezioni svolte."},
          "en": {"title": "How high is the commission?", "body": "A commission of 15% plus VAT on the lessons that were taught."}}},
        {"category": "calendario", "position": 1, "texts": {
          "it": {"title": "Come collego Google Calendar?", "body": "Nelle impostazioni del calendario. Gli impegni bloccano gli orari; i loro titoli non vengono letti."},
          "en": {"title": "How do I link Google Calendar?", "body": "In the settings of the calendar. Its events block your times; their titles are not read."}}},
        {"category": "account", "position": 1, "texts": {
          "it": {"title": "Come cancello il mio account?", "body": "Dal profilo, con la password. Le unità non usate terminano e i dati personali vengono cancellati."},
          "en": {"title": "How do I delete my account?", "body": "In the profile, with the password. Unused units end, and personal data is erased."}}}
        """#

    private static let news = #"""
        {"date": "2026-11-02", "texts": {
          "it": {"title": "Lezioni in serie", "body": "Ora si prenotano le lezioni di tutto l'anno in una volta."},
          "en": {"title": "Lessons in a series", "body": "The lessons of a whole year can now be booked at once."}}}
        """#
}
