"""Makes the corpus, trains, judges and exports the bundled LSTM autoencoder."""
