"""Every sentence that people read: values in, cards out."""
